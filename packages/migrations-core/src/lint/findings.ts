// Turns traces into findings: runs every rule, drops findings that a later migration resolves, and marks those that
// are allowed. Pure.

import { type DecidedObservation, decideFindings } from './decided.ts';
import type { LintFinding, RuleName, Severity } from './finding.ts';
import { isRuleName, ruleOf } from './rules/catalog.ts';
import { ruleChecks } from './rules/index.ts';
import { lineOf } from './source-line.ts';
import { suppressionsIn } from './suppressions.ts';
import { contentsBefore } from './trace/data-flow.ts';
import type { FinalState, MigrationTrace } from './trace/trace.ts';

/** What lint knows about the migrations besides their statements. */
export type LintConfig = {
  /** Rules that are allowed in every migration. */
  readonly allow: readonly RuleName[];
  /** The text of a migration's file; null if there is no file. */
  readonly textOf: (migration: string) => string | null;
};

export const allowedByFlag = 'allowed for this run';

export function collectFindings(
  traces: readonly MigrationTrace[],
  finalState: FinalState,
  config: LintConfig,
): readonly LintFinding[] {
  return traces.flatMap((trace) => findingsOf(trace, finalState, config));
}

function findingsOf(
  trace: MigrationTrace,
  finalState: FinalState,
  config: LintConfig,
): readonly LintFinding[] {
  // A down() undoes only its own up(): later migrations have been rolled back by then.
  const own = { schema: trace.end, broken: trace.brokenAtEnd };
  const last = trace.direction === 'up' ? finalState : own;
  const tables = contentsBefore(trace);
  const read = ruleChecks.flatMap(([rule, check]) =>
    check(trace, tables)
      .filter(({ holdsAt }) => holdsAt === undefined || holdsAt(last))
      .map((observation) => ({ rule, observation })),
  );
  const found = decideFindings(trace, read).map((decided) => toFinding(decided, trace, config));
  return found.toSorted((left, right) => positionOf(left) - positionOf(right));
}

/** Findings about the whole migration come first. */
function positionOf({ statement }: LintFinding): number {
  return statement?.number ?? 0;
}

function toFinding(
  { rule, observation, losses }: DecidedObservation,
  { migration, direction }: MigrationTrace,
  { allow, textOf }: LintConfig,
): LintFinding {
  const { step, severity, message, suggestion, copiedFrom = [] } = observation;
  const text = textOf(migration);
  const { reason, severity: defaultSeverity } = ruleOf(rule);
  return {
    rule,
    severity: severity ?? defaultSeverity,
    migration,
    direction,
    statement: step === null ? null : { number: step.number, sql: step.sql },
    line: step === null || text === null ? null : lineOf(text, step.sql),
    message,
    reason,
    loses: [
      ...losses.map(({ table, columns, isWhole, cause }) => ({
        table,
        columns,
        isWhole,
        isByType: cause === 'type',
      })),
      ...copiedFrom.map((table) => ({ table, columns: [], isWhole: true, isByType: false })),
    ],
    rows: null,
    suggestion,
    allowed: reasonFor(rule, text) ?? (allow.includes(rule) ? allowedByFlag : null),
  };
}

function reasonFor(rule: RuleName, text: string | null): string | undefined {
  const suppressions = text === null ? [] : suppressionsIn(text);
  return suppressions.find((suppression) => suppression.rule === rule && suppression.reason !== '')?.reason;
}

/** A finding that says what could not be linted. */
export function notLinted(
  migration: string,
  message: string,
  { allow, textOf }: LintConfig,
  severity: Severity = ruleOf('not-linted').severity,
): LintFinding {
  const suppression = reasonFor('not-linted', textOf(migration));
  return {
    rule: 'not-linted',
    severity,
    migration,
    direction: 'up',
    statement: null,
    line: null,
    message,
    reason: ruleOf('not-linted').reason,
    loses: [],
    rows: null,
    suggestion: '-- roost migrate --pretend shows its statements; check them yourself.',
    allowed: suppression ?? (allow.includes('not-linted') ? allowedByFlag : null),
  };
}

/**
 * The suppressions in a migration's file that allow nothing. `found` has all findings of the migration, of both
 * directions.
 */
export function unusedSuppressions(
  migration: string,
  found: readonly LintFinding[],
  { textOf }: LintConfig,
): readonly LintFinding[] {
  const { reason: ruleReason, severity: defaultSeverity } = ruleOf('unused-suppression');
  return suppressionsIn(textOf(migration) ?? '').flatMap(({ rule, reason, line }): LintFinding[] => {
    const problem = !isRuleName(rule)
      ? `names no rule: '${rule}'`
      : reason === ''
        ? `gives no reason for '${rule}', so it allows nothing`
        : found.some((finding) => finding.rule === rule)
          ? undefined
          : `allows '${rule}', which is not reported here`;
    if (problem === undefined) return [];
    return [
      {
        rule: 'unused-suppression',
        severity: isRuleName(rule) && reason !== '' ? 'advice' : defaultSeverity,
        migration,
        direction: 'up',
        statement: null,
        line,
        message: `The comment ${problem}.`,
        reason: ruleReason,
        loses: [],
        rows: null,
        suggestion: `// roost-allow drop-column: the column has been empty since 2025`,
        allowed: null,
      },
    ];
  });
}
