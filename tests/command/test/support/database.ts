// Looks at a database file with SQLite itself, beside whatever the command says of it.
import SqliteDatabase from 'better-sqlite3';

export type LedgerRow = { readonly migration: string; readonly batch: number; readonly state: string };

export function rowsIn(file: string, sql: string): readonly unknown[] {
  const sqlite = new SqliteDatabase(file, { fileMustExist: true });
  try {
    return sqlite.prepare(sql).all();
  } finally {
    sqlite.close();
  }
}

/** Runs SQL on a file, which is made where there is none. */
export function prepareDatabase(file: string, sql: string): void {
  const sqlite = new SqliteDatabase(file);
  try {
    sqlite.exec(sql);
  } finally {
    sqlite.close();
  }
}

export function ledgerIn(file: string, table = 'migrations'): readonly LedgerRow[] {
  return rowsIn(file, `SELECT migration, batch, state FROM "${table}" ORDER BY id`) as LedgerRow[];
}

/** Migration and batch of each ledger row, in the order in which they were applied. */
export function batchesIn(file: string): readonly (readonly [string, number])[] {
  return ledgerIn(file).map(({ migration, batch }) => [migration, batch]);
}

/** The names of all tables but the ledgers, Roost's and wrangler's, and SQLite's own. */
export function tablesIn(file: string): readonly string[] {
  const rows = rowsIn(
    file,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'migrations_schema', 'd1_migrations') ORDER BY name`,
  );
  return rows.map((row) => (row as { name: string }).name);
}

/** Schema and all rows, the ledger's too, as one text. */
export function everythingIn(file: string): string {
  const schema = rowsIn(file, 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name') as {
    type: string;
    name: string;
  }[];
  const tables = schema.filter(({ type }) => type === 'table');
  return JSON.stringify([schema, tables.map(({ name }) => rowsIn(file, `SELECT * FROM "${name}"`))]);
}
