// The statements that change the ledger. Each begins a batch and asserts in SQL that the ledger is still as it
// was read; an overtaken batch puts NULL into the NOT NULL column `state` and aborts as a whole. No lock, no
// helper table, no trigger. A row is `partial` from the batch's first statement to its last: where a batch is atomic
// nobody ever sees that, and where it is not, the ledger says so by itself.
import type { Sql } from '../database.ts';
import { messageOf } from '../errors.ts';
import type { Ledger, LedgerRow, LedgerState } from './ledger.ts';

/** A row before the database has given it its id and time, and the runs after it their fingerprint. */
export type NewLedgerRow = Omit<LedgerRow, 'id' | 'appliedAt' | 'state' | 'fingerprint' | 'schema'>;

/**
 * Adds a partial row and gives its id and time; aborts the batch where the ledger's head has moved, or has a row of that name,
 * which a table taken over may allow.
 */
export function recordStatement(ledger: Ledger, row: NewLedgerRow): Sql {
  const head = headUnchanged(ledger);
  return {
    sql:
      `INSERT INTO "${ledger.table}" (migration, batch, checksum, run_id, bookmark, down_sql, environment, statements, applied_at, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), CASE WHEN ${head.sql} AND ${isNew(ledger)} THEN 'partial' END ` +
      'RETURNING id, applied_at',
    values: [
      row.migration,
      row.batch,
      row.checksum,
      row.runId,
      row.bookmark,
      row.downSql,
      row.environment,
      row.statements,
      ...head.values,
      row.migration,
    ],
  };
}

/** Adds the row of a migration that holds already, and gives its id; when it was applied is not known. As `recordStatement`. */
export function adoptStatement(ledger: Ledger, row: NewLedgerRow): Sql {
  return {
    sql:
      `INSERT INTO "${ledger.table}" (migration, batch, checksum, run_id, bookmark, down_sql, environment, state) ` +
      `SELECT ?, ?, ?, ?, ?, ?, ?, CASE WHEN ${isNew(ledger)} THEN 'applied' END RETURNING id, applied_at`,
    values: [
      row.migration,
      row.batch,
      row.checksum,
      row.runId,
      row.bookmark,
      row.downSql,
      row.environment,
      row.migration,
    ],
  };
}

/** Aborts the batch where the ledger's head has moved; changes nothing where it has not. */
export function assertHeadStatement(ledger: Ledger): Sql {
  const head = headUnchanged(ledger);
  return {
    sql:
      `INSERT INTO "${ledger.table}" (migration, batch, state) ` +
      `SELECT 'overtaken', 0, NULL WHERE NOT (${head.sql})`,
    values: head.values,
  };
}

// As an assertion of an author's, so that it is told from the one that the opening carries.
const unkept = 'roost ledger changed by its own migration';

/**
 * Ends a batch: aborts it where the ledger is not what its own statements have made of it, as where a trigger or a foreign key
 * has taken rows out. `state` is that of the row; no other row has come, gone or changed its state.
 */
export function assertKeptStatement(
  { table, rows }: Ledger,
  { migration, runId }: Pick<LedgerRow, 'migration' | 'runId'>,
  state: LedgerState | 'gone',
): Sql {
  const others = rows.filter((other) => other.migration !== migration);
  const counts = (['applied', 'partial'] as const).map((one) => ({
    // A table of another make may have rows without a state, which count as applied.
    sql: `(SELECT count(*) FROM "${table}" WHERE coalesce(state, 'applied') = '${one}') = ?`,
    value: others.filter((other) => other.state === one).length + (state === one ? 1 : 0),
  }));
  const own =
    state === 'gone'
      ? { sql: `NOT EXISTS (SELECT 1 FROM "${table}" WHERE migration = ?)`, values: [migration] }
      : {
          sql: `EXISTS (SELECT 1 FROM "${table}" WHERE migration = ? AND run_id IS ? AND state = ?)`,
          values: [migration, runId, state],
        };
  return {
    sql: unkeptUnless([...counts, own].map(({ sql }) => sql).join(' AND ')),
    values: [...counts.map(({ value }) => value), ...own.values],
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

/** Ends what `recordStatement` began. */
export function appliedStatement(ledger: Ledger, migration: string): Sql {
  return { sql: `UPDATE "${ledger.table}" SET state = 'applied' WHERE migration = ?`, values: [migration] };
}

export function forgetStatement(ledger: Ledger, row: LedgerRow): Sql {
  return { sql: `DELETE FROM "${ledger.table}" WHERE id = ?`, values: [row.id] };
}

export function forgetAllStatement(ledger: Ledger): Sql {
  return { sql: `DELETE FROM "${ledger.table}"`, values: [] };
}

/** Says of every migration that it is no longer known to hold as a whole. */
export function markAllPartialStatement(ledger: Ledger): Sql {
  return { sql: `UPDATE "${ledger.table}" SET state = 'partial'`, values: [] };
}

/** Gives the row its new state, how many statements are known to have run, and the run that did it. */
export function markStatement(ledger: Ledger, row: LedgerRow): Sql {
  return {
    sql: `UPDATE "${ledger.table}" SET state = ?, statements = ?, run_id = ? WHERE id = ?`,
    values: [row.state, row.statements, row.runId, row.id],
  };
}

/** Makes the row that of another migration. */
export function renameStatement(ledger: Ledger, row: LedgerRow): Sql {
  return {
    sql: `UPDATE "${ledger.table}" SET migration = ?, checksum = ?, down_sql = ?, statements = ?, run_id = ? WHERE id = ?`,
    values: [row.migration, row.checksum, row.downSql, row.statements, row.runId, row.id],
  };
}

/** Gives the row what it says of its file: the checksum and the stored down(). */
export function fileStatement(ledger: Ledger, row: LedgerRow): Sql {
  return {
    sql: `UPDATE "${ledger.table}" SET checksum = ?, down_sql = ? WHERE id = ?`,
    values: [row.checksum, row.downSql, row.id],
  };
}

/** Whether the table is as it was: its columns, so that what adds them is not run twice, and its head. */
export function isUnchanged(before: Ledger, now: Ledger): boolean {
  return before.columns.length === now.columns.length && isSameHead(before, now);
}

/** Whether no run has added or taken a row, or has begun or ended a partial one, between two readings. */
export function isSameHead(left: Ledger, right: Ledger): boolean {
  const [a, b] = [left.rows.at(-1), right.rows.at(-1)];
  return (
    left.rows.length === right.rows.length &&
    partialIn(left) === partialIn(right) &&
    a?.id === b?.id &&
    a?.runId === b?.runId
  );
}

function partialIn({ rows }: Ledger): number {
  return rows.filter(({ state }) => state === 'partial').length;
}

/** Whether a batch was aborted by the assertion that its opening statement carries. */
export function isOvertaken(ledger: Ledger, error: unknown): boolean {
  // SQLite names the table as it was made, and names know no capitals (sqlite.org/lang_naming.html).
  const complaint = `NOT NULL constraint failed: ${ledger.table}.state`;
  return messageOf(error).toLowerCase().includes(complaint.toLowerCase());
}

// The head is the highest id, the number of rows and of partial ones, and the run of the last row: in a table taken over
// without AUTOINCREMENT a rolled-back id comes again, and only the run tells the two rows apart.
function headUnchanged(ledger: Ledger): Sql {
  const last = ledger.rows.at(-1);
  const table = `"${ledger.table}"`;
  return {
    sql:
      `(SELECT count(*) FROM ${table}) = ? AND (SELECT count(*) FROM ${table} WHERE state = 'partial') = ? AND (SELECT coalesce(max(id), 0) FROM ${table}) = ? ` +
      `AND (SELECT run_id FROM ${table} ORDER BY id DESC LIMIT 1) IS ?`,
    values: [ledger.rows.length, partialIn(ledger), last?.id ?? 0, last?.runId ?? null],
  };
}

function isNew({ table }: Ledger): string {
  return `NOT EXISTS (SELECT 1 FROM "${table}" WHERE migration = ?)`;
}

/** The ledger as it is after its statements have committed, without reading it again. */
export function withRow(ledger: Ledger, row: LedgerRow): Ledger {
  const isNew = row.id > (ledger.rows.at(-1)?.id ?? 0);
  const rows = isNew
    ? [...ledger.rows, row]
    : ledger.rows.map((other) => (other.id === row.id ? row : other));
  return { ...ledger, rows };
}

export function withoutRow(ledger: Ledger, row: LedgerRow): Ledger {
  return { ...ledger, rows: ledger.rows.filter((other) => other.id !== row.id) };
}
