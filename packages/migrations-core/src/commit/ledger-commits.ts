// The commits that change only the ledger, except those of a single migration.
import type { SqlDatabase } from '../database/d1.ts';
import { type HeldLedger, noRowChange } from '../ledger/held-ledger.ts';
import type { Ledger, LedgerRow, LedgerTexts } from '../ledger/ledger.ts';
import { insertStatements } from '../ledger/wrangler-ledger.ts';
import {
  assertHeadStatement,
  deleteRow,
  formerlyStatement,
  insertApplied,
  type NewLedgerRow,
  renameStatement,
  setFileInfo,
  setState,
} from '../ledger/write.ts';
import { schemaStatusOf } from '../plan/drift.ts';
import { type CommitOutcome, commit } from './commit.ts';
import { emptyRowOf, fingerprinting, isRowOf } from './ledger-rows.ts';

/** Commits only the rows of migrations that are already applied. */
export async function commitAdopted(
  database: SqlDatabase,
  ledger: HeldLedger,
  rows: readonly NewLedgerRow[],
): Promise<CommitOutcome> {
  const { head } = ledger;
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, head), ...rows.map((row) => insertApplied(ledger, row))],
    statements: [],
    reach: 'anything',
    // The statements for the first also add every other row that is in the ledger by then.
    wranglerStatements: rows.slice(0, 1).flatMap(({ migration }) => insertStatements(ledger, migration)),
    after: fingerprinting(ledger, head),
    rows,
    change: (written) => ({ gone: [], put: written }),
    stateIn: (now) => (rows.every((row) => now.rows.some(isRowOf(row))) ? 'applied' : undefined),
    done: 'applied',
  });
}

/**
 * Commits only the row of a migration that replaces others: it takes over the row of the last one, and so its place
 * among the applied migrations. The others' rows are deleted.
 */
export async function commitReplaced(
  database: SqlDatabase,
  ledger: HeldLedger,
  row: LedgerRow & Pick<LedgerTexts, 'downSql'> & { readonly runId: string },
  replaced: readonly LedgerRow[],
): Promise<CommitOutcome> {
  const others = replaced.filter(({ id }) => id !== row.id);
  const { downSql: _, ...put } = row;
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head)],
    statements: [],
    reach: 'nothing',
    wranglerStatements: insertStatements(ledger, row.migration),
    after: [
      formerlyStatement(ledger, row, replaced),
      renameStatement(ledger, row.id, row.migration),
      setFileInfo(ledger, row),
      setState(ledger, row),
      ...others.map((other) => deleteRow(ledger, other)),
    ],
    rows: [],
    change: () => ({ gone: others, put: [put] }),
    stateIn: (now) => now.rows.find(isRowOf(row))?.state,
    done: 'applied',
  });
}

/** Commits only the ledger's tables. */
export async function commitInstall(database: SqlDatabase, ledger: HeldLedger): Promise<CommitOutcome> {
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head)],
    statements: [],
    reach: null,
    wranglerStatements: [],
    after: [],
    rows: [],
    change: () => noRowChange,
    stateIn: (now) => (now.install.length === 0 ? 'applied' : undefined),
    done: 'applied',
  });
}

/** What a repair changes in a row: its name, or what it has from its file. */
export type RepairedRow =
  | { readonly kind: 'renamed'; readonly row: LedgerRow }
  | { readonly kind: 'file'; readonly row: LedgerRow; readonly downSql: string | null };

/** Commits only what rows have from their files, including their names, and the snapshot of the current schema. */
export async function commitRepair(
  database: SqlDatabase,
  ledger: HeldLedger,
  repaired: readonly RepairedRow[],
): Promise<CommitOutcome> {
  const renamed = repaired.flatMap(({ kind, row }) => (kind === 'renamed' ? [row] : []));
  const files = repaired.flatMap((one) =>
    one.kind === 'file' ? [{ ...one.row, downSql: one.downSql }] : [],
  );
  const empty = renamed.flatMap(({ migration }) => emptyRowOf(ledger, migration) ?? []);
  const rows = repaired.map(({ row }) => row);
  return commit(database, ledger, {
    before: [assertHeadStatement(ledger, ledger.head)],
    statements: [],
    reach: 'anything',
    wranglerStatements: [],
    after: [
      ...empty.map((row) => deleteRow(ledger, row)),
      ...renamed.map((row) => formerlyStatement(ledger, row, [row])),
      // All rows give up their old names before any gets a new one: two files may have exchanged their names.
      ...renamed.map(({ id }) => renameStatement(ledger, id, `renaming ${id}`)),
      ...renamed.map(({ id, migration }) => renameStatement(ledger, id, migration)),
      ...files.map((row) => setFileInfo(ledger, row)),
      // The old name stays in wrangler's ledger: a file that an earlier export wrote must not be applied again.
      ...renamed.slice(0, 1).flatMap(({ migration }) => insertStatements(ledger, migration)),
    ],
    rows: [],
    change: () => ({ gone: empty, put: rows }),
    stateIn: (now) => (isRepaired(now, rows) ? 'applied' : undefined),
    done: 'applied',
  });
}

function isRepaired(now: Ledger, repaired: readonly LedgerRow[]): boolean {
  const isWritten = (wanted: LedgerRow) =>
    now.rows.some(
      (row) =>
        row.id === wanted.id &&
        row.migration === wanted.migration &&
        row.checksum === wanted.checksum &&
        row.down === wanted.down,
    );
  return repaired.every(isWritten) && schemaStatusOf(now).state !== 'drifted';
}
