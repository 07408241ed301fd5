import { uninspected } from '../run/no-inspection.ts';
import { DefaultRunner } from './runner.ts';
import { checkSetupOptions, runnerOptions } from './runner-option-specs.ts';
import type { Runner, RunnerOptions } from './runner-types.ts';

/** Throws OPTION.INVALID and LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createRunner(options: RunnerOptions): Runner {
  checkSetupOptions('createRunner()', options, runnerOptions);
  return new DefaultRunner(options, uninspected);
}
