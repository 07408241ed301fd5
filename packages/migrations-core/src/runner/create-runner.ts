import { LedgerRunner } from './ledger-runner.ts';
import type { Runner, RunnerOptions } from './runner.ts';
import { checkSetUp, ofRunner } from './taken-options.ts';
import { uninspected } from './uninspected.ts';

/** Throws OPTION.INVALID and LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createRunner(options: RunnerOptions): Runner {
  checkSetUp('createRunner()', options, ofRunner);
  return new LedgerRunner(options, uninspected);
}
