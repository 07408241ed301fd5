// D1's session. Every query sees the latest version, so a session only stores a bookmark.

import type * as d1 from '../d1.ts';
import { runBatch } from './batch.ts';
import type { Runner } from './query.ts';
import { D1PreparedStatement } from './statement.ts';

const constraints: ReadonlySet<string> = new Set(['first-primary', 'first-unconstrained', '']);

/** A session that begins with a bookmark or, if it begins with a constraint, gets one from its first query. */
export class D1DatabaseSession implements d1.D1DatabaseSession {
  readonly #run: Runner;
  #bookmark: string | null;

  constructor(run: Runner, currentBookmark: () => string | null, constraintOrBookmark: string) {
    this.#bookmark = constraints.has(constraintOrBookmark) ? null : constraintOrBookmark;
    this.#run = async (queries) => {
      const outcome = await run(queries);
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

// Bookmarks sort by time: a later one is the greater string.
function later(known: string | null, current: string | null): string | null {
  if (known === null || current === null) return known ?? current;
  return current > known ? current : known;
}
