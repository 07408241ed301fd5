// Findings that only follow from a statement of the same migration that fails: a rebuild whose CREATE TABLE fails copies
// nothing, so that its DROP TABLE seems to lose the rows. The batch ends at the failure, and nothing of it is kept. Pure.
import { identifiersIn } from '@roostjs/internal-sql';
import type { RuleName } from './finding.ts';
import type { RepeatableFinding } from './said-once.ts';
import type { MigrationTrace } from './trace/trace.ts';

/** Keeps everything if the failure is allowed: then it is not expected on the real database. */
export function withoutFollowing(
  trace: MigrationTrace,
  findings: readonly RepeatableFinding[],
): readonly RepeatableFinding[] {
  const first = trace.steps.find(({ error }) => error !== null);
  if (first === undefined) return withoutConsequence(trace, findings);
  const isAllowed = findings.some(
    ({ finding }) => finding.statement?.number === first.number && finding.allowed !== null,
  );
  const names = isAllowed ? new Set<string>() : namesInFailed(trace);
  return findings.filter(
    ({ finding: { rule, statement } }) =>
      own.has(rule) ||
      statement === null ||
      statement.number <= first.number ||
      ![...identifiersIn(statement.sql)].some((name) => names.has(name)),
  );
}

/** A parent that is dropped with deferred foreign keys fails at the commit, as the finding about it says already. */
function withoutConsequence(
  { failure }: MigrationTrace,
  findings: readonly RepeatableFinding[],
): readonly RepeatableFinding[] {
  const isTold =
    /FOREIGN KEY constraint failed/.test(failure?.words ?? '') &&
    findings.some(({ finding: { rule, allowed } }) => rule === 'drop-parent' && allowed === null);
  return isTold ? findings.filter(({ finding }) => finding.rule !== 'failing-statement') : findings;
}

/** What each of them finds, it finds whatever became of the statements before. */
const own: ReadonlySet<RuleName> = new Set(['failing-statement', 'unsupported-by-d1']);

/** The tables that failed statements name, in lower case. */
function namesInFailed({ steps, lacking }: MigrationTrace): ReadonlySet<string> {
  const failed = steps.filter(({ error }) => error !== null);
  return new Set(
    failed.flatMap(({ sql, before }) =>
      [...identifiersIn(sql)].filter((name) => before.tables.has(name) || lacking.has(name)),
    ),
  );
}
