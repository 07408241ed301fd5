// D1's session. One file has one version, so every session sees the latest; only the bookmark is kept.

import type * as d1 from '../d1.ts';
import { runBatch } from './batch.ts';
import { D1PreparedStatement, type Runner } from './statement.ts';

const constraints: ReadonlySet<string> = new Set(['first-primary', 'first-unconstrained', '']);

/** A session that begins with a bookmark or, after a constraint, gets one from its first query. */
export class D1DatabaseSession implements d1.D1DatabaseSession {
  readonly #run: Runner;
  #bookmark: string | null;

  constructor(run: Runner, currentBookmark: () => string, constraintOrBookmark: string) {
    this.#bookmark = constraints.has(constraintOrBookmark) ? null : constraintOrBookmark;
    this.#run = (queries) => {
      const outcome = run(queries);
      if (outcome.kind === 'done') this.#bookmark = later(this.#bookmark, currentBookmark());
      return outcome;
    };
  }

  prepare(query: string): D1PreparedStatement {
    return new D1PreparedStatement(this.#run, query);
  }

  async batch<T>(statements: d1.D1PreparedStatement[]): Promise<d1.D1Result<T>[]> {
    return runBatch(this.#run, statements);
  }

  getBookmark(): string | null {
    return this.#bookmark;
  }
}

/** A bookmark in D1's form, of which a later one is the greater text. */
export function bookmarkOf(transactions: number): string {
  return `00000000-${transactions.toString(16).padStart(8, '0')}-00000000-${'0'.repeat(32)}`;
}

function later(known: string | null, current: string): string {
  return known === null || current > known ? current : known;
}
