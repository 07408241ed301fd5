// Starts `roost` with the killer beside it. What it does is told in kill-at-statement.mjs.
import type { RoostOptions } from '../support/roost.ts';

const killer = new URL('./kill-at-statement.mjs', import.meta.url).href;

/** Options for a run that is killed behind that many statements of its write transactions, unless it ends before. */
export function killedAt(boundary: number): Pick<RoostOptions, 'env'> {
  return { env: { NODE_OPTIONS: `--import=${killer}`, ROOST_TEST_KILL_AT: String(boundary) } };
}
