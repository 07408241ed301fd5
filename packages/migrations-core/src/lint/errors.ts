// What lint stops, and what it cannot be asked.
import type { RoostError } from '@roostjs/internal-errors';
import { fail, quoted } from '../errors.ts';
import type { PlanStep } from '../plan/types.ts';
import type { MigrationReport } from '../run/report.ts';
import type { LintFinding } from './finding.ts';

export function unknownLintRules(names: readonly string[], known: readonly string[]): RoostError {
  return fail({
    code: 'LINT.RULE_UNKNOWN',
    message: `There is no lint rule ${quoted(names)}.`,
    hint: `The rules are ${known.join(', ')}.`,
    details: { names, known },
  });
}

/** At least one finding. The report is given where the run had begun. */
export function dataLost(
  findings: readonly LintFinding[],
  step: PlanStep | undefined,
  report?: MigrationReport,
): RoostError {
  const [first] = findings;
  const number = first?.statement?.number;
  const place = number === undefined ? '' : ` at statement ${number}`;
  const others = findings.length === 1 ? '' : ` It is one of ${findings.length} such findings.`;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return fail({
    code: 'MIGRATION.LOSES_DATA',
    message: `'${first?.migration}' ${first?.rule === 'not-looked-at' ? 'may lose data' : `loses data${place}`}: ${first?.says}${others}`,
    hint:
      `Nothing of it has run. roost migrate:lint shows what to write instead; where the loss is meant, say so ` +
      `in its file (// roost-allow ${rules[0]}: why), or for this run: ${rules.map((rule) => `--allow ${rule}`).join(' ')}`,
    details: {
      findings,
      ...(step === undefined ? {} : { step }),
      ...(report === undefined ? {} : { report }),
    },
  });
}
