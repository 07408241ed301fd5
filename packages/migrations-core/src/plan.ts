// States + wish → the steps to take, in order, or a refusal. Pure: nothing is read, loaded or written here.
import { missingFiles, partialMigrations } from './errors.ts';
import type { Ledger, LedgerRow } from './ledger/ledger.ts';
import { compareMigrationNames } from './migration.ts';
import type { MigrationStatus } from './status.ts';
import type { Plan, PlanStep, PlanWarning, RollbackSelection } from './steps.ts';

/** All that is pending, in the order of names, as one batch or (`step`) as one batch each. Throws MIGRATION.PARTIAL. */
export function planMigrate(statuses: readonly MigrationStatus[], ledger: Ledger, step: boolean): Plan {
  refusePartial(statuses);
  const first = nextBatch(ledger);
  const pending = statuses.filter((status) => status.state === 'pending');
  const steps = pending.map(({ name }, index) => up(name, step ? first + index : first));
  return { action: 'migrate', steps, warnings: warningsOf(statuses) };
}

/** The selected migrations, newest first. Throws MIGRATION.PARTIAL, MIGRATION.MISSING. */
export function planRollback(
  statuses: readonly MigrationStatus[],
  ledger: Ledger,
  selection: RollbackSelection,
): Plan {
  refusePartial(statuses);
  const rows = select([...ledger.rows].reverse(), selection);
  refuseMissing(statuses, rows);
  return { action: 'rollback', steps: rows.map(down), warnings: [] };
}

/** Everything applied, newest first, then every file in the order of names, as batch 1. Throws as planRollback. */
export function planReset(statuses: readonly MigrationStatus[], ledger: Ledger): Plan {
  refusePartial(statuses);
  refuseMissing(statuses, ledger.rows);
  const ups = statuses.map(({ name }) => up(name, 1));
  return { action: 'reset', steps: [...[...ledger.rows].reverse().map(down), ...ups], warnings: [] };
}

/** Batches only grow, so that the highest batch always holds the newest rows. */
export function nextBatch(ledger: Ledger): number {
  return ledger.rows.reduce((highest, row) => Math.max(highest, row.batch), 0) + 1;
}

function up(name: string, batch: number): PlanStep {
  return { direction: 'up', name, batch };
}

function down(row: LedgerRow): PlanStep {
  return { direction: 'down', name: row.migration, batch: row.batch };
}

function select(newestFirst: readonly LedgerRow[], selection: RollbackSelection): readonly LedgerRow[] {
  if (selection.kind === 'last') return newestFirst.slice(0, selection.count);
  const highest = newestFirst.reduce((batch, row) => Math.max(batch, row.batch), 0);
  const batch = selection.kind === 'batch' ? selection.batch : highest;
  return newestFirst.filter((row) => row.batch === batch);
}

function refusePartial(statuses: readonly MigrationStatus[]): void {
  const partial = namesIn(statuses, 'partial');
  if (partial.length > 0) throw partialMigrations(partial);
}

function refuseMissing(statuses: readonly MigrationStatus[], rows: readonly LedgerRow[]): void {
  const missing = new Set(namesIn(statuses, 'missing'));
  const names = rows.map((row) => row.migration).filter((name) => missing.has(name));
  if (names.length > 0) throw missingFiles(names);
}

function warningsOf(statuses: readonly MigrationStatus[]): readonly PlanWarning[] {
  const newest = statuses.filter((status) => status.state !== 'pending').at(-1)?.name;
  const outOfOrder = namesIn(statuses, 'pending').filter(
    (name) => newest !== undefined && compareMigrationNames(name, newest) < 0,
  );
  const warnings: readonly PlanWarning[] = [
    { code: 'MIGRATION.MISSING', names: namesIn(statuses, 'missing') },
    { code: 'MIGRATION.OUT_OF_ORDER', names: outOfOrder },
  ];
  return warnings.filter((warning) => warning.names.length > 0);
}

function namesIn(statuses: readonly MigrationStatus[], state: MigrationStatus['state']): readonly string[] {
  return statuses.filter((status) => status.state === state).map((status) => status.name);
}
