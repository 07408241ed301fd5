// The statements that change the ledger. Each begins a batch and asserts in SQL that the ledger is still as it
// was read; an overtaken batch puts NULL into the NOT NULL column `state` and aborts as a whole. No lock, no
// helper table, no trigger. A row is `partial` from the batch's first statement to its last: where a batch is atomic
// nobody ever sees that, and where it is not, the ledger says so by itself.
import type { Sql } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { type HeldLedger, type LedgerHead, partialIn } from './held-ledger.ts';
import type { Ledger, LedgerRow, LedgerState, LedgerTexts } from './ledger.ts';

/** A row before the database has given it its id and time. */
export type NewLedgerRow = Omit<LedgerRow, 'id' | 'appliedAt' | 'state' | 'down'> & LedgerTexts;

type Table = { readonly table: string };

/**
 * Adds a partial row and gives its id and time; aborts the batch where the ledger's head has moved, or has a row of that name,
 * which a table taken over may allow.
 */
export function insertRow({ table }: Table, head: LedgerHead, row: NewLedgerRow): Sql {
  const unchanged = isHead(table, head);
  return insertPartial(table, row, { sql: `${unchanged.sql} AND `, values: unchanged.values });
}

/** As `recordStatement`, in a batch that has asserted the head by itself. */
export function beginStatement({ table }: Table, row: NewLedgerRow): Sql {
  return insertPartial(table, row, { sql: '', values: [] });
}

/** `ahead`: what must hold beside that the row is new. */
function insertPartial(table: string, row: NewLedgerRow, ahead: Sql): Sql {
  return {
    sql:
      `INSERT INTO "${table}" (${recordedColumns}, statements, applied_at, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), CASE WHEN ${ahead.sql}${isNew(table)} THEN 'partial' END ` +
      'RETURNING id, applied_at',
    values: [...recordedValues(row), row.statements, ...ahead.values, row.migration],
  };
}

/** Ends what `beginStatement` began. */
export function endStatement({ table }: Table, migration: string): Sql {
  return { sql: `UPDATE "${table}" SET state = 'applied' WHERE migration = ?`, values: [migration] };
}

/** Adds the row of a migration that holds already, and gives its id; when it was applied is not known. As `recordStatement`. */
export function insertApplied({ table }: Table, row: NewLedgerRow): Sql {
  return {
    sql:
      `INSERT INTO "${table}" (${recordedColumns}, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, CASE WHEN ${isNew(table)} THEN 'applied' END RETURNING id, applied_at`,
    values: [...recordedValues(row), row.migration],
  };
}

const recordedColumns = 'migration, batch, checksum, run_id, bookmark, down_sql, environment';

function recordedValues(row: NewLedgerRow): readonly unknown[] {
  const { migration, batch, checksum, runId, bookmark, downSql, environment } = row;
  return [migration, batch, checksum, runId, bookmark, downSql, environment];
}

/** Aborts the batch where the ledger's head has moved; changes nothing where it has not. */
export function assertHeadStatement({ table }: Table, head: LedgerHead): Sql {
  const unchanged = isHead(table, head);
  return {
    sql:
      `INSERT INTO "${table}" (migration, batch, state) ` +
      `SELECT 'overtaken', 0, NULL WHERE NOT (${unchanged.sql})`,
    values: unchanged.values,
  };
}

// As an assertion of an author's, so that it is told from the one that the opening carries.
const unkept = 'roost ledger changed by its own migration';

/** How many rows there are when a batch ends, and how many of them are partial. */
export type RowCounts = Pick<LedgerHead, 'rows' | 'partial'>;

/**
 * Ends a batch: aborts it where the ledger is not what its own statements have made of it, as where a trigger or a foreign key
 * has taken rows out. `state` is that of the row; no other row has come, gone or changed its state.
 */
export function assertKeptStatement(
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
    sql: unkeptUnless(`${hasRows(table)} AND ${own.sql}`),
    values: [rows, partial, ...own.values],
  };
}

/** The text of a statement that aborts its batch unless the condition holds. */
export function unkeptUnless(condition: string): string {
  return `SELECT CASE WHEN ${condition} THEN 1 ELSE json_extract('{}', '${unkept}') END`;
}

/** Whether a batch was aborted by `unkeptUnless`. */
export function isUnkept(error: unknown): boolean {
  return messageOf(error).includes(unkept);
}

/** Ends what `recordStatement` began, and gives the row before its fingerprint, which is known only now. */
export function appliedStatement(
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

/** Gives a row the fingerprint of what its migration has left, unless it has one. */
export function fingerprintStatement({ table }: Table, id: number, fingerprint: string): Sql {
  return {
    sql: `UPDATE "${table}" SET fingerprint = coalesce(fingerprint, ?) WHERE id = ?`,
    values: [fingerprint, id],
  };
}

export function deleteRow({ table }: Table, row: LedgerRow): Sql {
  return { sql: `DELETE FROM "${table}" WHERE id = ?`, values: [row.id] };
}

export function forgetAllStatement({ table }: Table): Sql {
  return { sql: `DELETE FROM "${table}"`, values: [] };
}

/** Says of every migration that it is no longer known to hold as a whole. */
export function markAllPartialStatement({ table }: Table): Sql {
  return { sql: `UPDATE "${table}" SET state = 'partial'`, values: [] };
}

/** Gives the row its new state, how many statements are known to have run, and the run that did it. */
export function setState({ table }: Table, row: LedgerRow): Sql {
  return {
    sql: `UPDATE "${table}" SET state = ?, statements = ?, run_id = ? WHERE id = ?`,
    values: [row.state, row.statements, row.runId, row.id],
  };
}

/** Gives the row the name of another migration. */
export function renameStatement({ table }: Table, id: number, migration: string): Sql {
  return { sql: `UPDATE "${table}" SET migration = ? WHERE id = ?`, values: [migration, id] };
}

/** Makes the row that of another migration. */
export function replaceStatement({ table }: Table, row: LedgerRow & Pick<LedgerTexts, 'downSql'>): Sql {
  return {
    sql: `UPDATE "${table}" SET migration = ?, checksum = ?, down_sql = ?, statements = ?, run_id = ? WHERE id = ?`,
    values: [row.migration, row.checksum, row.downSql, row.statements, row.runId, row.id],
  };
}

/** Gives the row what it says of its file: the checksum and the stored down(). */
export function setFileInfo(
  { table }: Table,
  { id, checksum, downSql }: Pick<LedgerRow, 'id' | 'checksum'> & Pick<LedgerTexts, 'downSql'>,
): Sql {
  return {
    sql: `UPDATE "${table}" SET checksum = ?, down_sql = ? WHERE id = ?`,
    values: [checksum, downSql, id],
  };
}

/** Takes away what earlier versions have written of the schema: it is kept in a table of its own. */
export function forgetSchemasStatement({ table }: Table): Sql {
  return { sql: `UPDATE "${table}" SET schema = NULL WHERE schema IS NOT NULL`, values: [] };
}

/** The head of a ledger as it was read. */
export function headOf({ rows }: Pick<Ledger, 'rows'>): LedgerHead {
  const last = rows.at(-1);
  return { rows: rows.length, partial: partialIn(rows), id: last?.id ?? 0, runId: last?.runId ?? null };
}

/** Whether no run has added or taken a row, or has begun or ended a partial one, between two looks. */
export function isSameHead(left: LedgerHead, right: LedgerHead): boolean {
  return (
    left.rows === right.rows &&
    left.partial === right.partial &&
    left.id === right.id &&
    left.runId === right.runId
  );
}

/** Whether the tables are as they were: their shape, so that what makes it is not run twice, and the head. */
export function isUnchanged(before: HeldLedger, now: Ledger): boolean {
  return before.install.length === now.install.length && isSameHead(before.head, headOf(now));
}

/** Whether a batch was aborted by the assertion that its opening statement carries. */
export function isConflict({ table }: Table, error: unknown): boolean {
  // SQLite names the table as it was made, and names know no capitals (sqlite.org/lang_naming.html).
  const complaint = `NOT NULL constraint failed: ${table}.state`;
  return messageOf(error).toLowerCase().includes(complaint.toLowerCase());
}

// The head is the highest id, the number of rows and of partial ones, and the run of the last row: in a table taken over
// without AUTOINCREMENT a rolled-back id comes again, and only the run tells the two rows apart.
function isHead(table: string, { rows, partial, id, runId }: LedgerHead): Sql {
  const last = `(SELECT id || ' ' || coalesce(run_id, '') FROM "${table}" ORDER BY id DESC LIMIT 1)`;
  return {
    sql: `${hasRows(table)} AND ${last} IS ?`,
    values: [rows, partial, rows === 0 ? null : `${id} ${runId ?? ''}`],
  };
}

/** The condition for how many rows there are, and how many of them are partial. Counted by an index. */
function hasRows(table: string): string {
  return `(SELECT count(*) FROM "${table}") = ? AND (SELECT count(*) FROM "${table}" WHERE state = 'partial') = ?`;
}

function isNew(table: string): string {
  return `NOT EXISTS (SELECT 1 FROM "${table}" WHERE migration = ?)`;
}
