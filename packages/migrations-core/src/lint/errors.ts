// Errors about the options of lint.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, quoted } from '../errors.ts';

export function unknownLintRules(
  names: readonly string[],
  known: readonly string[],
): RoostError<'LINT.RULE_UNKNOWN', { readonly names: readonly string[]; readonly known: readonly string[] }> {
  return fail({
    code: 'LINT.RULE_UNKNOWN',
    message: `There is no lint rule ${quoted(names)}.`,
    hint: `The rules are ${known.join(', ')}.`,
    details: { names, known },
  });
}
