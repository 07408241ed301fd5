// The commits that change nothing but the ledger, beside those of a migration.
import type { SqlDatabase } from '../database.ts';
import { schemaStatusOf } from '../drift.ts';
import { keepSchemaStatement, olderRowStatements, withOlderRows } from '../ledger/kept-schema.ts';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { installStatements } from '../ledger/table.ts';
import { tellApplied } from '../ledger/wrangler.ts';
import {
  adoptStatement,
  assertHeadStatement,
  fileStatement,
  forgetStatement,
  type NewLedgerRow,
  renameStatement,
  withoutRow,
  withRow,
} from '../ledger/write.ts';
import { type CommitOutcome, commit } from './commit.ts';
import { emptyRowOf, isBy } from './rows.ts';

/** Commits nothing but the rows of migrations that hold already. */
export async function commitAdopted(
  database: SqlDatabase,
  ledger: Ledger,
  rows: readonly NewLedgerRow[],
): Promise<CommitOutcome> {
  const older = await withOlderRows(ledger);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger), ...rows.map((row) => adoptStatement(ledger, row))],
    statements: [],
    // The first brings in all that is recorded by then.
    telling: rows.slice(0, 1).flatMap(({ migration }) => tellApplied(ledger, migration)),
    closing: [...olderRowStatements(ledger, older), keepSchemaStatement(ledger)],
    rows,
    after: (written) => written.reduce(withRow, older),
    stateIn: (now) => (rows.every((row) => now.rows.some(isBy(row))) ? 'applied' : undefined),
    done: 'applied',
  });
}

/**
 * Commits nothing but the row of a migration that stands for others: the last one's row becomes its, so that it keeps its
 * place among what was applied, and theirs go.
 */
export async function commitReplaced(
  database: SqlDatabase,
  ledger: Ledger,
  row: LedgerRow & { readonly runId: string },
  replaced: readonly LedgerRow[],
): Promise<CommitOutcome> {
  const others = replaced.filter(({ id }) => id !== row.id);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: tellApplied(ledger, row.migration),
    closing: [
      renameStatement(ledger, row),
      ...others.map((other) => forgetStatement(ledger, other)),
      keepSchemaStatement(ledger),
    ],
    rows: [],
    after: () => withRow(others.reduce(withoutRow, ledger), row),
    stateIn: (now) => now.rows.find(isBy(row))?.state,
    done: 'applied',
  });
}

/** Commits nothing but the ledger's table. */
export async function commitInstall(database: SqlDatabase, ledger: Ledger): Promise<CommitOutcome> {
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: [],
    closing: [],
    rows: [],
    after: () => ledger,
    stateIn: (now) => (installStatements(now.table, now.columns).length === 0 ? 'applied' : undefined),
    done: 'applied',
  });
}

/** Commits nothing but what rows say of their files, their names among it, and the schema as it is. */
export async function commitRepair(
  database: SqlDatabase,
  ledger: Ledger,
  repaired: readonly LedgerRow[],
): Promise<CommitOutcome> {
  const renamed = repaired.filter((row) => !ledger.rows.some(isNamedAs(row)));
  const empty = renamed.flatMap(({ migration }) => emptyRowOf(ledger, migration) ?? []);
  return commit(database, ledger, {
    opening: [assertHeadStatement(ledger)],
    statements: [],
    telling: [],
    closing: [
      ...empty.map((row) => forgetStatement(ledger, row)),
      // Each leaves its old name before one takes a new one: two files may have changed names with each other.
      ...renamed.map((row) => renameStatement(ledger, { ...row, migration: `renaming ${row.id}` })),
      ...renamed.map((row) => renameStatement(ledger, row)),
      ...repaired.map((row) => fileStatement(ledger, row)),
      // The old name stays in wrangler's ledger: a file that an earlier export has left behind must not be applied again.
      ...renamed.slice(0, 1).flatMap(({ migration }) => tellApplied(ledger, migration)),
      keepSchemaStatement(ledger),
    ],
    rows: [],
    after: () => repaired.reduce(withRow, empty.reduce(withoutRow, ledger)),
    stateIn: (now) => (isRepaired(now, repaired) ? 'applied' : undefined),
    done: 'applied',
  });
}

function isNamedAs({ id, migration }: LedgerRow): (row: LedgerRow) => boolean {
  return (row) => row.id === id && row.migration === migration;
}

function isRepaired(now: Ledger, repaired: readonly LedgerRow[]): boolean {
  const isRecorded = (wanted: LedgerRow) =>
    now.rows.some(
      (row) => isNamedAs(wanted)(row) && row.checksum === wanted.checksum && row.downSql === wanted.downSql,
    );
  return repaired.every(isRecorded) && schemaStatusOf(now).state !== 'drifted';
}
