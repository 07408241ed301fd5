// The part of D1's API that core uses, as a structural type: a Worker's `env.DB`, a local file and a remote database
// fit as they are. The shapes follow `@cloudflare/workers-types`, on which core does not depend.

export type SqlMeta = {
  duration: number;
  size_after: number;
  rows_read: number;
  rows_written: number;
  last_row_id: number;
  changed_db: boolean;
  changes: number;
} & Record<string, unknown>;

export type SqlResult<T = unknown> = {
  success: true;
  meta: SqlMeta;
  error?: never;
  results: T[];
};

export interface SqlStatement {
  bind(...values: unknown[]): SqlStatement;
  first<T = unknown>(column: string): Promise<T | null>;
  first<T = Record<string, unknown>>(): Promise<T | null>;
  run<T = Record<string, unknown>>(): Promise<SqlResult<T>>;
  all<T = Record<string, unknown>>(): Promise<SqlResult<T>>;
  raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>;
}

/** Anything with D1's `prepare` and `batch`, where a batch commits as a whole or not at all. */
export interface SqlDatabase {
  prepare(sql: string): SqlStatement;
  batch<T = unknown>(statements: SqlStatement[]): Promise<SqlResult<T>[]>;
}

/** One statement as text and values, before it belongs to a database. */
export type Sql = { readonly sql: string; readonly values: readonly unknown[] };

export function prepare(database: SqlDatabase, { sql, values }: Sql): SqlStatement {
  return database.prepare(sql).bind(...values);
}
