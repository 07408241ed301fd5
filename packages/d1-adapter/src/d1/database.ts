// D1's database: prepare, batch, exec and sessions. The caller passes the runner that runs the queries.

import type * as d1 from '../d1.ts';
import { runBatch } from './batch.ts';
import { dumpRefused } from './errors.ts';
import type { Runner } from './query.ts';
import { execError } from './results.ts';
import { D1DatabaseSession } from './session.ts';
import { D1PreparedStatement } from './statement.ts';

/** A D1Database. It needs this name: Cloudflare's helpers check `constructor.name`. */
export class D1Database implements d1.D1Database {
  readonly #run: Runner;
  readonly #currentBookmark: () => string | null;

  /** `currentBookmark` returns the bookmark after the last query, or null if it is unknown. */
  constructor(run: Runner, currentBookmark: () => string | null) {
    this.#run = run;
    this.#currentBookmark = currentBookmark;
  }

  prepare(query: string): D1PreparedStatement {
    return new D1PreparedStatement(this.#run, query);
  }

  async batch<T>(statements: d1.D1PreparedStatement[]): Promise<d1.D1Result<T>[]> {
    return runBatch(this.#run, statements);
  }

  /** Runs each line as a statement of its own, all or none. Like D1, it accepts no statement of several lines. */
  async exec(query: string): Promise<d1.D1ExecResult> {
    const lines = query.trim().split('\n');
    const outcome = await this.#run(lines.map((statement) => ({ statement, params: [] })));
    if (outcome.kind === 'failed') throw execError(outcome, lines[0] ?? '');
    const durations = outcome.results.map(({ meta }) => meta.duration);
    return { count: durations.length, duration: durations.reduce((sum, duration) => sum + duration, 0) };
  }

  withSession(constraintOrBookmark?: string): D1DatabaseSession {
    return new D1DatabaseSession(this.#run, this.#currentBookmark, (constraintOrBookmark ?? '').trim());
  }

  async dump(): Promise<ArrayBuffer> {
    throw dumpRefused();
  }
}
