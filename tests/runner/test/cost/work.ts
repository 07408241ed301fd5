// How often the code of our packages, and better-sqlite3's prepare(), has run: counts of V8's own, which no clock is in.
import { Session } from 'node:inspector';

type Block = { readonly count: number };
type Called = { readonly functionName: string; readonly ranges: readonly Block[] };
type Coverage = {
  readonly result: readonly { readonly url: string; readonly functions: readonly Called[] }[];
};

export type Work = {
  /** Of functions and of the blocks in them, loops among them. */
  readonly blocks: number;
  /** Statements that were compiled. */
  readonly compiled: number;
  /** Texts that were taken apart into tokens. */
  readonly tokenised: number;
};

const own = /\/(?:packages|internal)\/[^/]+\/(?:dist|src)\//;
const sqlite = /better-sqlite3\/lib\/methods\/wrappers\.js$/;

/** Counts from one call of `taken` to the next. */
export class WorkCounter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  taken(): Work {
    const { result } = this.#post('Profiler.takePreciseCoverage') as Coverage;
    const called = result.filter(({ url }) => own.test(url)).flatMap(({ functions }) => functions);
    const prepared = result.filter(({ url }) => sqlite.test(url)).flatMap(({ functions }) => functions);
    return {
      blocks: sum(called.flatMap(({ ranges }) => ranges)),
      compiled: callsOf(prepared, 'prepare'),
      tokenised: callsOf(called, 'tokens'),
    };
  }

  #post(method: string, params: object = {}): unknown {
    let answer: unknown;
    // An inspector of one's own thread answers before it returns.
    this.#session.post(method, params, (error, result) => {
      if (error !== null) throw new Error(`${method}: ${error.message}`);
      answer = result;
    });
    return answer;
  }
}

function callsOf(functions: readonly Called[], name: string): number {
  return sum(
    functions.filter(({ functionName }) => functionName === name).flatMap(({ ranges }) => ranges.slice(0, 1)),
  );
}

function sum(blocks: readonly Block[]): number {
  return blocks.reduce((total, { count }) => total + count, 0);
}
