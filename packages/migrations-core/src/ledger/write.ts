// The statements that change the ledger. The first of a batch asserts in SQL that the ledger is still as it was read:
// if it is not, it writes NULL into the NOT NULL column `state`, which aborts the batch. There is no lock, no helper
// table and no trigger. A row is `partial` from the first statement of its batch to the last: nobody ever sees that
// if the batch is atomic, and if it is not, the ledger shows it.
import type { Sql } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { type HeldLedger, type LedgerHead, partialIn } from './held-ledger.ts';
import type { Ledger, LedgerRow, LedgerState, LedgerTexts } from './ledger.ts';

/** A row before the database has assigned its id and time. */
export type NewLedgerRow = Omit<LedgerRow, 'id' | 'appliedAt' | 'state' | 'down'> & LedgerTexts;

type Table = { readonly table: string };

/**
 * Inserts a partial row and returns its id and time; aborts the batch if the ledger's head has changed, or if it has
 * a row for that migration, which a table that another program created may allow.
 */
export function insertRow({ table }: Table, head: LedgerHead, row: NewLedgerRow): Sql {
  const unchanged = isHead(table, head);
  return insertPartial(table, row, { sql: `${unchanged.sql} AND `, values: unchanged.values });
}

/** As `insertRow`, in a batch that has asserted the head before. */
export function insertPartialRow({ table }: Table, row: NewLedgerRow): Sql {
  return insertPartial(table, row, { sql: '', values: [] });
}

/** `condition`: what must be true besides that the row is new, ending in AND. */
function insertPartial(table: string, row: NewLedgerRow, condition: Sql): Sql {
  return {
    sql:
      `INSERT INTO "${table}" (${insertedColumns}, statements, applied_at, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), CASE WHEN ${condition.sql}${isNew(table)} THEN 'partial' END ` +
      'RETURNING id, applied_at',
    values: [...insertedValues(row), row.statements, ...condition.values, row.migration],
  };
}

/** Marks the row that `insertPartialRow` inserted as applied. */
export function markApplied({ table }: Table, migration: string): Sql {
  return { sql: `UPDATE "${table}" SET state = 'applied' WHERE migration = ?`, values: [migration] };
}

/**
 * Inserts the row of a migration that is already applied, at an unknown time, and returns its id. Aborts the batch if
 * it has one.
 */
export function insertApplied({ table }: Table, row: NewLedgerRow): Sql {
  return {
    sql:
      `INSERT INTO "${table}" (${insertedColumns}, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ${isNew(table)} THEN 'applied' END RETURNING id, applied_at`,
    values: [...insertedValues(row), row.migration],
  };
}

const insertedColumns = 'migration, batch, checksum, run_id, bookmark, down_sql, environment, formerly';

function insertedValues(row: NewLedgerRow): readonly unknown[] {
  const { migration, batch, checksum, runId, bookmark, downSql, environment, formerly } = row;
  return [migration, batch, checksum, runId, bookmark, downSql, environment, formerly];
}

/** Aborts the batch if the ledger's head has changed; otherwise changes nothing. */
export function assertHeadStatement({ table }: Table, head: LedgerHead): Sql {
  const unchanged = isHead(table, head);
  return {
    sql:
      `INSERT INTO "${table}" (migration, batch, state) ` +
      `SELECT 'overtaken', 0, NULL WHERE NOT (${unchanged.sql})`,
    values: unchanged.values,
  };
}

// The error that distinguishes this assertion from that of the batch's first statement.
const alteredByMigration = 'roost ledger changed by its own migration';

/** How many rows the ledger has when a batch ends, and how many of them are partial. */
export type RowCounts = Pick<LedgerHead, 'rows' | 'partial'>;

/**
 * Ends a batch: aborts it unless the ledger is as the batch's own statements left it, for example if a trigger or a
 * foreign key deleted rows. `state`: that of the row; no other row was inserted, deleted or changed its state.
 */
export function assertRowsStatement(
  { table }: Table,
  { rows, partial }: RowCounts,
  { migration, runId }: Pick<LedgerRow, 'migration' | 'runId'>,
  state: LedgerState | 'gone',
): Sql {
  const own =
    state === 'gone'
      ? { sql: `NOT EXISTS (SELECT 1 FROM "${table}" WHERE migration = ?)`, values: [migration] }
      : {
          sql: `EXISTS (SELECT 1 FROM "${table}" WHERE migration = ? AND run_id IS ? AND state = ?)`,
          values: [migration, runId, state],
        };
  return {
    sql: abortUnless(`${hasRows(table)} AND ${own.sql}`),
    values: [rows, partial, ...own.values],
  };
}

/** The text of a statement that aborts its batch unless the condition is true of the ledger. */
export function abortUnless(condition: string): string {
  return `SELECT CASE WHEN ${condition} THEN 1 ELSE json_extract('{}', '${alteredByMigration}') END`;
}

/** Whether `abortUnless` aborted the batch. */
export function isLedgerAltered(error: unknown): boolean {
  return messageOf(error).includes(alteredByMigration);
}

/**
 * Marks the row that `insertRow` inserted as applied, and sets the fingerprint of the row before it, which is known
 * only now.
 */
export function markAppliedWithFingerprint(
  { table }: Table,
  migration: string,
  before: { readonly id: number; readonly fingerprint: string | null },
): Sql {
  return {
    sql:
      `UPDATE "${table}" SET state = iif(migration = ?, 'applied', state), ` +
      'fingerprint = iif(id = ?, coalesce(fingerprint, ?), fingerprint) WHERE id = ? OR migration = ?',
    values: [migration, before.id, before.fingerprint, before.id, migration],
  };
}

/** Sets the fingerprint of the schema that a row's migration left, unless the row has one. */
export function fingerprintStatement({ table }: Table, id: number, fingerprint: string): Sql {
  return {
    sql: `UPDATE "${table}" SET fingerprint = coalesce(fingerprint, ?) WHERE id = ?`,
    values: [fingerprint, id],
  };
}

export function deleteRow({ table }: Table, row: LedgerRow): Sql {
  return { sql: `DELETE FROM "${table}" WHERE id = ?`, values: [row.id] };
}

export function deleteAllRows({ table }: Table): Sql {
  return { sql: `DELETE FROM "${table}"`, values: [] };
}

/** Marks every migration as partial. */
export function markAllPartial({ table }: Table): Sql {
  return { sql: `UPDATE "${table}" SET state = 'partial'`, values: [] };
}

/** Sets the row's state, the number of statements that are known to have run, and the run that did it. */
export function setState({ table }: Table, row: LedgerRow): Sql {
  return {
    sql: `UPDATE "${table}" SET state = ?, statements = ?, run_id = ? WHERE id = ?`,
    values: [row.state, row.statements, row.runId, row.id],
  };
}

/** Sets the migration that the row names. */
export function renameStatement({ table }: Table, id: number, migration: string): Sql {
  return { sql: `UPDATE "${table}" SET migration = ? WHERE id = ?`, values: [migration, id] };
}

/**
 * Notes that the row also counts for the names of these rows, its own perhaps, and for those for which they count. A name
 * that a row had after another is marked: it says nothing of when the migration came.
 */
export function formerlyStatement({ table }: Table, { id }: LedgerRow, rows: readonly LedgerRow[]): Sql {
  return {
    sql:
      `UPDATE "${table}" SET formerly = (SELECT json_group_array(value) FROM "${table}" o, ` +
      `json_each(json_insert(coalesce(formerly, '[]'), '$[#]', iif(formerly IS NULL, '', '~') || migration)) WHERE o.id IN (SELECT value FROM json_each(?))) WHERE id = ?`,
    values: [JSON.stringify(rows.map((row) => row.id)), id],
  };
}

/** Sets what the row has from its file: the checksum and the stored down(). */
export function setFileInfo(
  { table }: Table,
  { id, checksum, downSql }: Pick<LedgerRow, 'id' | 'checksum'> & Pick<LedgerTexts, 'downSql'>,
): Sql {
  return {
    sql: `UPDATE "${table}" SET checksum = ?, down_sql = ? WHERE id = ?`,
    values: [checksum, downSql, id],
  };
}

/** Removes the schemas that earlier versions wrote on the rows: the snapshot has a table of its own. */
export function clearSchemaColumn({ table }: Table): Sql {
  return { sql: `UPDATE "${table}" SET schema = NULL WHERE schema IS NOT NULL`, values: [] };
}

/** The head of a ledger as it was read. */
export function headOf({ rows }: Pick<Ledger, 'rows'>): LedgerHead {
  const last = rows.at(-1);
  return { rows: rows.length, partial: partialIn(rows), id: last?.id ?? 0, runId: last?.runId ?? null };
}

/** Whether no run inserted or deleted a row, or started or finished a partial one, between two readings. */
export function isSameHead(left: LedgerHead, right: LedgerHead): boolean {
  return (
    left.rows === right.rows &&
    left.partial === right.partial &&
    left.id === right.id &&
    left.runId === right.runId
  );
}

/** Whether the head is unchanged, and the tables' shape, so that it is not installed twice. */
export function isUnchanged(before: HeldLedger, now: Ledger): boolean {
  return before.install.length === now.install.length && isSameHead(before.head, headOf(now));
}

/** Whether the assertion in the batch's first statement aborted it. */
export function isConflict({ table }: Table, error: unknown): boolean {
  // SQLite names the table as it was created, and names are case-insensitive (sqlite.org/lang_naming.html).
  const complaint = `NOT NULL constraint failed: ${table}.state`;
  return messageOf(error).toLowerCase().includes(complaint.toLowerCase());
}

// The head is the highest id, the number of rows and of partial ones, and the run of the last row: a table of another
// program, without AUTOINCREMENT, reuses the id of a rolled-back row, and only the run distinguishes the two.
function isHead(table: string, { rows, partial, id, runId }: LedgerHead): Sql {
  const last = `(SELECT id || ' ' || coalesce(run_id, '') FROM "${table}" ORDER BY id DESC LIMIT 1)`;
  return {
    sql: `${hasRows(table)} AND ${last} IS ?`,
    values: [rows, partial, rows === 0 ? null : `${id} ${runId ?? ''}`],
  };
}

/** The condition that compares the number of rows and of partial ones. An index counts them. */
function hasRows(table: string): string {
  return `(SELECT count(*) FROM "${table}") = ? AND (SELECT count(*) FROM "${table}" WHERE state = 'partial') = ?`;
}

function isNew(table: string): string {
  return `NOT EXISTS (SELECT 1 FROM "${table}" WHERE migration = ?)`;
}
