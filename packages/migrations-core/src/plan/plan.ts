// States + selection → the steps to take, in order, or a refusal. Pure: reads, loads and writes nothing.
import { ledgerCorrupt } from '../ledger/errors.ts';
import type { LedgerRow, LedgerRows } from '../ledger/ledger.ts';
import { findMigration } from '../migration/find-by-name.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import type { PlanStep } from '../migration/step.ts';
import { hasStoredDown } from '../record/stored-down.ts';
import type { Wipe } from '../wipe/wipe.ts';
import {
  changedFiles,
  missingFiles,
  notApplied,
  outOfOrder,
  partialMigrations,
  partlyReplaced,
  renamedFiles,
  replacedMigrations,
} from './errors.ts';
import type { MigrationState, MigrationStatus } from './status.ts';
import type { DownSource, FailableWarning, Plan, PlanWarning, RollbackSelection } from './types.ts';

export type MigrateSelection = {
  /** One batch each, instead of one for all. */
  readonly step: boolean;
  /** Which warnings are errors. */
  readonly failOn: readonly FailableWarning[];
  /** The last migration to apply, by any of its names; all if undefined. */
  readonly to: string | undefined;
  /** The names of those to apply; all if undefined. */
  readonly only?: readonly string[] | undefined;
};

/**
 * Applies all pending migrations, or those up to one, in the order of names. Throws MIGRATION.PARTIAL,
 * MIGRATION.RENAMED, MIGRATION.NOT_FOUND, MIGRATION.NAME_AMBIGUOUS, MIGRATION.PARTLY_REPLACED, and with `failOn`
 * MIGRATION.CHANGED and MIGRATION.OUT_OF_ORDER.
 */
export function planMigrate(
  statuses: readonly MigrationStatus[],
  ledger: LedgerRows,
  { step, failOn, to, only }: MigrateSelection,
): Plan {
  refusePartial(statuses);
  refuseRenamed(statuses.filter(isRenamed));
  const first = nextBatch(ledger);
  const isWanted = ({ name, state }: MigrationStatus): boolean =>
    state === 'pending' && (only === undefined || only.includes(name));
  const wanted = upTo(to, statuses).filter(isWanted);
  const replacements = new Map(wanted.flatMap((status) => replacementStep(status, ledger)));
  const pending = wanted.map(({ name }) => name).filter((name) => !replacements.has(name));
  const ups = new Map(pending.map((name, index) => [name, up(name, step ? first + index : first)]));
  const steps = wanted.flatMap(({ name }) => replacements.get(name) ?? ups.get(name) ?? []);
  const warnings = nonEmpty([
    { code: 'MIGRATION.CHANGED', names: namesIn(statuses, 'changed') },
    { code: 'MIGRATION.MISSING', names: namesIn(statuses, 'missing') },
    { code: 'MIGRATION.OUT_OF_ORDER', names: outOfOrderIn(statuses, pending) },
  ]);
  refuseWarnings(warnings, failOn);
  return { action: 'migrate', wipe: null, steps, warnings, findings: [] };
}

/**
 * Rolls back the selected migrations, newest first. `downs`: which down() undoes a changed one, if one is stored.
 * Throws MIGRATION.PARTIAL, MIGRATION.RENAMED, MIGRATION.REPLACED, MIGRATION.MISSING if a file is gone and its down()
 * is not stored, and for a selection by name MIGRATION.NOT_FOUND, MIGRATION.NAME_AMBIGUOUS and MIGRATION.NOT_APPLIED.
 */
export function planRollback(
  statuses: readonly MigrationStatus[],
  ledger: LedgerRows,
  selection: RollbackSelection,
  downs: DownSource = 'stored',
): Plan {
  refusePartial(statuses);
  const rows = select(statuses, [...ledger.rows].reverse(), selection);
  refuseRenamed(
    statuses.filter(({ renamedFrom = [] }) => rows.some((row) => renamedFrom.includes(row.migration))),
  );
  const replaced = namesOf(rows, statuses, 'replaced');
  if (replaced.length > 0) throw replacedMigrations(replaced);
  refuseMissing(statuses, rows);
  const states = new Map(statuses.map(({ name, state }) => [name, state]));
  const steps = rows.map((row) => down(row, states.get(row.migration), downs));
  return { action: 'rollback', wipe: null, steps, warnings: rollbackWarnings(statuses, steps), findings: [] };
}

/**
 * Rolls back the last `count` migrations, newest first, then applies what is pending, in the order of names. A
 * migration without a file is not applied again. Throws as `planRollback` and `planMigrate`.
 */
export function planRefresh(
  action: 'reset' | 'refresh',
  statuses: readonly MigrationStatus[],
  ledger: LedgerRows,
  count: number,
  downs: DownSource = 'stored',
): Plan {
  const rollback = planRollback(statuses, ledger, { kind: 'last', count }, downs);
  const undone = new Set(rollback.steps.map(({ name }) => name));
  const kept = { ...ledger, rows: ledger.rows.filter(({ migration }) => !undone.has(migration)) };
  const remaining = statuses.filter((status) => status.state !== 'missing' || !undone.has(status.name));
  const statusesAfter = remaining.map((status) => (undone.has(status.name) ? pending(status) : status));
  const migrate = planMigrate(statusesAfter, kept, { step: false, failOn: [], to: undefined });
  return {
    action,
    wipe: null,
    steps: [...rollback.steps, ...migrate.steps],
    warnings: [
      ...rollback.warnings,
      ...migrate.warnings.filter(({ code }) => code === 'MIGRATION.OUT_OF_ORDER'),
    ],
    findings: [],
  };
}

/**
 * Drops everything in the database, then applies every file in the order of names, as batch 1. The states of the
 * migrations do not matter, so that none of them can prevent it.
 */
export function planFresh(files: readonly string[], ledger: LedgerRows, wipe: Wipe): Plan {
  const isNothing = files.length === 0 && ledger.rows.length === 0 && wipe.objects.length === 0;
  const steps = files.map((name) => up(name, 1));
  return { action: 'fresh', wipe: isNothing ? null : wipe, steps, warnings: [], findings: [] };
}

/**
 * The step that puts it in the place of the migrations that it replaces; none if none of them is applied. Throws
 * MIGRATION.PARTLY_REPLACED.
 */
function replacementStep(
  { name, replaces = [] }: MigrationStatus,
  { rows }: LedgerRows,
): [string, PlanStep][] {
  const recorded = rows.filter(({ migration }) => replaces.includes(migration));
  const last = recorded.at(-1);
  if (last === undefined) return [];
  const names = recorded.map(({ migration }) => migration);
  const others = replaces.filter((other) => !names.includes(other));
  if (others.length > 0) throw partlyReplaced(name, names, others);
  return [[name, { direction: 'up', name, batch: last.batch, replaces }]];
}

// Leaves more room for new rows than any run needs, below the largest safe integer.
const highestNumber = Number.MAX_SAFE_INTEGER - 1_000_000;

/**
 * Batch numbers only grow, so that the highest batch always has the newest rows. Throws LEDGER.CORRUPT if a batch or
 * an id is so high that the rows of a run could not be read back.
 */
export function nextBatch({ rows, table }: LedgerRows): number {
  for (const { id, migration, batch } of rows) {
    const highest = Math.max(id, batch);
    if (highest > highestNumber)
      throw ledgerCorrupt(
        table,
        `row ${id} ('${migration}') leaves no numbers for new rows after ${highest}`,
      );
  }
  return rows.reduce((highest, { batch }) => Math.max(highest, batch), 0) + 1;
}

function pending({ name }: MigrationStatus): MigrationStatus {
  return { name, state: 'pending', batch: null, appliedAt: null };
}

function up(name: string, batch: number): PlanStep {
  return { direction: 'up', name, batch };
}

// A pending migration with a row ran no statement, and its file has changed since. An empty stored down() was not
// written yet when its up() ran statements: the file's down(), written since, undoes them.
function down(row: LedgerRow, state: MigrationState | undefined, downs: DownSource): PlanStep {
  const step = { direction: 'down', name: row.migration, batch: row.batch } as const;
  const wasUnwritten = row.down === 'empty' && (row.statements ?? 0) > 0;
  const isChanged = state === 'pending' || (state === 'changed' && !wasUnwritten);
  const wantsStored = state === 'missing' || (isChanged && downs === 'stored');
  return wantsStored && hasStoredDown(row) ? { ...step, down: 'stored' } : step;
}

function upTo(to: string | undefined, statuses: readonly MigrationStatus[]): readonly MigrationStatus[] {
  if (to === undefined) return statuses;
  const last = findMigration(to, allNames(statuses));
  return statuses.filter(({ name }) => compareMigrationNames(name, last) <= 0);
}

function select(
  statuses: readonly MigrationStatus[],
  newestFirst: readonly LedgerRow[],
  selection: RollbackSelection,
): readonly LedgerRow[] {
  if (selection.kind === 'since') {
    const kept = findMigration(selection.to, allNames(statuses));
    refuseRenamed(statuses.filter((status) => status.name === kept && isRenamed(status)));
    const index = newestFirst.findIndex((row) => row.migration === kept);
    if (index === -1) throw notApplied(kept);
    return newestFirst.slice(0, index);
  }
  if (selection.kind === 'last') return newestFirst.slice(0, selection.count);
  const highest = newestFirst.reduce((batch, row) => Math.max(batch, row.batch), 0);
  const batch = selection.kind === 'batch' ? selection.batch : highest;
  return newestFirst.filter((row) => row.batch === batch);
}

function refusePartial(statuses: readonly MigrationStatus[]): void {
  const partial = namesIn(statuses, 'partial');
  if (partial.length > 0) throw partialMigrations(partial);
}

function isRenamed({ state }: MigrationStatus): boolean {
  return state === 'renamed';
}

function refuseRenamed(renamed: readonly MigrationStatus[]): void {
  if (renamed.length > 0) throw renamedFiles(renamed);
}

function refuseMissing(statuses: readonly MigrationStatus[], rows: readonly LedgerRow[]): void {
  const names = namesOf(
    rows.filter((row) => !hasStoredDown(row)),
    statuses,
    'missing',
  );
  if (names.length > 0) throw missingFiles(names);
}

function refuseWarnings(warnings: readonly PlanWarning[], failOn: readonly FailableWarning[]): void {
  for (const { code, names } of warnings) {
    if (code === 'MIGRATION.CHANGED' && failOn.includes(code)) throw changedFiles(names);
    if (code === 'MIGRATION.OUT_OF_ORDER' && failOn.includes(code)) throw outOfOrder(names);
  }
}

function rollbackWarnings(
  statuses: readonly MigrationStatus[],
  steps: readonly PlanStep[],
): readonly PlanWarning[] {
  const states = new Map(statuses.map(({ name, state }) => [name, state]));
  const namesOfSteps = (state: MigrationState, down?: 'stored'): readonly string[] =>
    steps.filter((step) => states.get(step.name) === state && step.down === down).map(({ name }) => name);
  return nonEmpty([
    { code: 'MIGRATION.CHANGED', names: namesOfSteps('changed', 'stored'), down: 'stored' },
    { code: 'MIGRATION.CHANGED', names: namesOfSteps('changed'), down: 'file' },
    { code: 'MIGRATION.MISSING', names: namesOfSteps('missing', 'stored') },
  ]);
}

/** The pending migrations that are older than the newest applied one. */
function outOfOrderIn(statuses: readonly MigrationStatus[], pending: readonly string[]): readonly string[] {
  const newest = statuses.filter((status) => status.state !== 'pending').at(-1)?.name;
  return pending.filter((name) => newest !== undefined && compareMigrationNames(name, newest) < 0);
}

function nonEmpty(warnings: readonly PlanWarning[]): readonly PlanWarning[] {
  return warnings.filter((warning) => warning.names.length > 0);
}

function allNames(statuses: readonly MigrationStatus[]): readonly string[] {
  return statuses.map(({ name }) => name);
}

function namesIn(statuses: readonly MigrationStatus[], state: MigrationStatus['state']): readonly string[] {
  return statuses.filter((status) => status.state === state).map((status) => status.name);
}

/** The names of the rows whose migration is in this state, in the order of the rows. */
function namesOf(
  rows: readonly LedgerRow[],
  statuses: readonly MigrationStatus[],
  state: MigrationStatus['state'],
): readonly string[] {
  const names = new Set(namesIn(statuses, state));
  return rows.map((row) => row.migration).filter((name) => names.has(name));
}
