// Turns traces into findings: runs every rule, drops findings that a later migration resolves, and marks those that
// are allowed. Pure.

import { errorPlace, nameKey } from '@roostjs/internal-sql';
import type { Direction } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { withoutFollowing } from './after-failure.ts';
import { type DecidedObservation, decideFindings } from './decided.ts';
import type { LintFinding, RuleName, Severity } from './finding.ts';
import { isRuleName, ruleOf } from './rules/catalog.ts';
import { ruleChecks } from './rules/index.ts';
import { type RepeatableFinding, saidOnce } from './said-once.ts';
import { placeOf } from './source-line.ts';
import { allowedIn, exportSuppression, suppressionsIn } from './suppressions.ts';
import { contentsBefore } from './trace/data-flow.ts';
import { placeAfter } from './trace/renames.ts';
import type { Ending, FinalState, IsTaken, MigrationTrace, Step } from './trace/trace.ts';

/** What lint knows about the migrations besides their statements. */
export type LintConfig = {
  /** Rules that are allowed in every migration. */
  readonly allow: readonly RuleName[];
  readonly textsOf: (migration: string) => FileTexts;
  /** The migrations whose files wrangler applies as they are. */
  readonly inPlace?: readonly string[];
};

/** The text of a migration's file, and of a file of its own with what runs down; null if there is none. */
export type FileTexts = { readonly up: string | null; readonly down: string | null };

/** For findings about files, and not statements: which migrations are written in SQL. */
export type FolderConfig = LintConfig & { readonly isSql: (migration: string) => boolean };

export function textsIn(
  entries: readonly Pick<MigrationEntry, 'name' | 'text' | 'downText'>[],
): LintConfig['textsOf'] {
  const texts = new Map(
    entries.map(({ name, text, downText }) => [name, { up: text ?? null, down: downText ?? null }]),
  );
  return (migration) => texts.get(migration) ?? { up: null, down: null };
}

/** The text of the file with what a migration runs in this direction. */
function textOf(migration: string, direction: Direction, { textsOf }: LintConfig): string | null {
  const { up, down } = textsOf(migration);
  return direction === 'down' ? (down ?? up) : up;
}

export const allowedByFlag = 'allowed for this run';

export function collectFindings(
  traces: readonly MigrationTrace[],
  finalState: FinalState,
  config: LintConfig,
): readonly LintFinding[] {
  const names = new Set(traces.flatMap(namesUsed));
  const isTaken: IsTaken = (name) =>
    names.has(nameKey(name)) || finalState.schema.has(name) || (traces[0]?.start.has(name) ?? false);
  return saidOnce(
    traces.flatMap((trace, at) =>
      findingsOf(trace, endingOf(trace, traces.slice(at + 1), finalState), isTaken, config),
    ),
  );
}

/** A down() undoes only its own up(): later migrations have been rolled back by then. */
function endingOf(trace: MigrationTrace, later: readonly MigrationTrace[], finalState: FinalState): Ending {
  if (trace.direction === 'down')
    return { schema: trace.end, broken: trace.brokenAtEnd, nameOf: (table) => table };
  const ups = later.filter(({ direction }) => direction === 'up');
  return {
    ...finalState,
    nameOf: (table) =>
      placeAfter(
        table,
        ups.flatMap(({ steps }) => steps),
      ),
  };
}

function namesUsed({ steps }: MigrationTrace): readonly string[] {
  return steps.flatMap(({ form }) => {
    if (form.kind === 'create') return nameKey(form.creation.name);
    return form.kind === 'rename-table' ? nameKey(form.to) : [];
  });
}

function findingsOf(
  trace: MigrationTrace,
  ending: Ending,
  isTaken: IsTaken,
  config: LintConfig,
): readonly RepeatableFinding[] {
  const tables = contentsBefore(trace);
  const isFile = trace.direction === 'up' && config.inPlace?.includes(trace.migration) === true;
  const read = ruleChecks.flatMap(([rule, check]) =>
    check(trace, tables, isFile)
      .filter(({ holdsAt }) => holdsAt === undefined || holdsAt(ending))
      .map((observation) => ({ rule, observation })),
  );
  const found = decideFindings(trace, read).map((decided) => ({
    finding: toFinding(decided, trace, isTaken, config),
    once: decided.observation.once,
  }));
  return withoutFollowing(trace, found).toSorted(
    (left, right) => positionOf(left.finding) - positionOf(right.finding),
  );
}

/** Findings about the whole migration come first. */
function positionOf({ statement }: LintFinding): number {
  return statement?.number ?? 0;
}

function toFinding(
  { rule, observation, losses }: DecidedObservation,
  { migration, direction, isSql }: MigrationTrace,
  isTaken: IsTaken,
  config: LintConfig,
): LintFinding {
  const { step, severity, message, suggestion, concerns = [] } = observation;
  const text = textOf(migration, direction, config);
  const { reason, severity: defaultSeverity } = ruleOf(rule);
  return {
    rule,
    severity: severity ?? defaultSeverity,
    migration,
    direction,
    statement: step === null ? null : { number: step.number, sql: step.sql },
    line: step === null || text === null ? null : lineIn(text, rule, step),
    message,
    reason,
    loses: [
      ...losses.map(({ table, columns, isWhole, cause }) => ({
        table,
        columns,
        isWhole,
        isByType: cause === 'type',
      })),
      ...concerns.map((table) => ({ table, columns: [], isWhole: true, isByType: false })),
    ],
    rows: null,
    suggestion: asWritten(
      typeof suggestion === 'string' ? suggestion : suggestion({ isTaken, isSql }),
      isSql,
    ),
    allowed: reasonIn(rule, migration, direction, config),
  };
}

/** Of a statement that fails, the line of its error. */
function lineIn(text: string, rule: RuleName, { sql, error, refused }: Step): number | null {
  const words = rule === 'failing-statement' ? error : rule === 'unsupported-by-d1' ? refused?.text : null;
  return placeOf(text, sql, words ? errorPlace(sql, words) : undefined)?.line ?? null;
}

/** Why the rule is allowed in a migration; null if it is not. */
function reasonIn(
  rule: RuleName,
  migration: string,
  direction: Direction,
  config: LintConfig,
): string | null {
  const own = allowedIn(textOf(migration, direction, config) ?? '', rule);
  return own ?? (config.allow.includes(rule) ? allowedByFlag : null);
}

/** A suggestion in the language of the migration: `// ` begins no comment in SQL. */
export function asWritten(suggestion: string, isSql: boolean): string {
  return isSql ? suggestion.replaceAll(/^\/\/ /gm, '-- ') : suggestion;
}

/** A finding about a migration as a whole. */
export function findingAbout(
  rule: RuleName,
  migration: string,
  config: LintConfig,
  direction: Direction = 'up',
): Omit<LintFinding, 'message' | 'suggestion'> {
  const { reason, severity } = ruleOf(rule);
  const allowed = reasonIn(rule, migration, direction, config);
  const place = { migration, direction, statement: null, line: null } as const;
  return { rule, severity, ...place, reason, loses: [], rows: null, allowed };
}

/** A finding that says what could not be linted. */
export function notLinted(
  migration: string,
  message: string,
  config: LintConfig,
  severity: Severity = ruleOf('not-linted').severity,
): LintFinding {
  const suggestion = '-- roost migrate --pretend shows its statements; check them yourself.';
  return { ...findingAbout('not-linted', migration, config), severity, message, suggestion };
}

/**
 * The suppressions in a migration's files that allow nothing. `found` has all findings of the migration, of both
 * directions. A file of its own with what runs down has its own comments.
 */
export function unusedSuppressions(
  migration: string,
  found: readonly LintFinding[],
  config: FolderConfig,
): readonly LintFinding[] {
  const { down } = config.textsOf(migration);
  if (down === null) return unusedIn('up', migration, found, config);
  return (['up', 'down'] as const).flatMap((direction) =>
    unusedIn(
      direction,
      migration,
      found.filter((finding) => finding.direction === direction),
      config,
    ),
  );
}

function unusedIn(
  direction: Direction,
  migration: string,
  found: readonly LintFinding[],
  config: FolderConfig,
): readonly LintFinding[] {
  const { severity, ...about } = {
    ...findingAbout('unused-suppression', migration, config, direction),
    allowed: null,
  };
  return suppressionsIn(textOf(migration, direction, config) ?? '').flatMap(
    ({ rule, reason, line }): LintFinding[] => {
      const isOfExport = rule === exportSuppression;
      const problem =
        !isRuleName(rule) && !isOfExport
          ? `names no rule: '${rule}'`
          : reason === ''
            ? `gives no reason for '${rule}', so it allows nothing`
            : isOfExport || found.some((finding) => finding.rule === rule)
              ? undefined
              : `allows '${rule}', which is not reported here`;
      if (problem === undefined) return [];
      return [
        {
          ...about,
          severity: isRuleName(rule) && reason !== '' ? 'advice' : severity,
          line,
          message: `The comment ${problem}.`,
          suggestion: asWritten(
            '// roost-allow drop-column: the column has been empty since 2025',
            config.isSql(migration),
          ),
        },
      ];
    },
  );
}
