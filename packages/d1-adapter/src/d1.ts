// The types of D1's binding API, structurally equal to those of @cloudflare/workers-types, so that either can be
// used in place of the other without a dependency.

/** What D1 reports about one query. The optional fields are those that only some databases send. */
export type D1Meta = {
  readonly duration: number;
  readonly size_after: number;
  readonly rows_read: number;
  readonly rows_written: number;
  readonly last_row_id: number;
  readonly changed_db: boolean;
  readonly changes: number;
  readonly served_by_region?: string;
  readonly served_by_colo?: string;
  readonly served_by_primary?: boolean;
  readonly timings?: { readonly sql_duration_ms: number };
  readonly total_attempts?: number;
};

/** The result of one query. The caller owns its arrays. */
export type D1Result<T = unknown> = {
  readonly success: true;
  readonly meta: D1Meta & Record<string, unknown>;
  readonly error?: never;
  readonly results: T[];
};

/** The result of `exec()`; `count` is the number of lines that ran. */
export type D1ExecResult = { readonly count: number; readonly duration: number };

/** A statement with its bound values; `bind()` returns a new one. */
export interface D1PreparedStatement {
  bind(...values: unknown[]): D1PreparedStatement;
  first<T = unknown>(columnName: string): Promise<T | null>;
  first<T = Record<string, unknown>>(): Promise<T | null>;
  run<T = Record<string, unknown>>(): Promise<D1Result<T>>;
  all<T = Record<string, unknown>>(): Promise<D1Result<T>>;
  raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>;
}

/** A session: a view of the database that has a bookmark. */
export interface D1DatabaseSession {
  prepare(query: string): D1PreparedStatement;
  batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]>;
  getBookmark(): string | null;
}

/** A D1 database, such as a Worker's `env.DB`. */
export interface D1Database {
  prepare(query: string): D1PreparedStatement;
  batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]>;
  exec(query: string): Promise<D1ExecResult>;
  withSession(constraintOrBookmark?: string): D1DatabaseSession;
  dump(): Promise<ArrayBuffer>;
}

/**
 * What a rejected `batch()` carries besides D1's message: the index of the statement that failed, from 0. It is absent
 * if no statement failed: the batch was empty, could not begin, or could not commit.
 */
export type D1BatchFailure = Error & { readonly statementIndex?: number };
