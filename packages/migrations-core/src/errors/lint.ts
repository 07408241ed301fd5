// What lint stops, and what it cannot be asked.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, quoted } from './wording.ts';

export function unknownLintRules(names: readonly string[]): RoostError {
  return fail({
    code: 'LINT.RULE_UNKNOWN',
    message: `There is no lint rule ${quoted(names)}.`,
    hint: 'roost migrate:lint names the rule of each finding; docs/lint.md lists them all.',
    details: { names },
  });
}
