// The shape of D1's binding API, as @cloudflare/workers-types declares it, so that theirs and ours stand in for
// each other without a dependency. It declares; it runs nothing.

/** What D1 tells of one query; the fields that it only sends from its network are absent here. */
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

/** The answer to one query. Its arrays are the caller's own. */
export type D1Result<T = unknown> = {
  readonly success: true;
  readonly meta: D1Meta & Record<string, unknown>;
  readonly error?: never;
  readonly results: T[];
};

/** The answer to `exec()`: how many lines ran. */
export type D1ExecResult = { readonly count: number; readonly duration: number };

/** A statement with its values; `bind()` gives a new one. */
export interface D1PreparedStatement {
  bind(...values: unknown[]): D1PreparedStatement;
  first<T = unknown>(columnName: string): Promise<T | null>;
  first<T = Record<string, unknown>>(): Promise<T | null>;
  run<T = Record<string, unknown>>(): Promise<D1Result<T>>;
  all<T = Record<string, unknown>>(): Promise<D1Result<T>>;
  raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>;
}

/** A view of the database that has a bookmark. */
export interface D1DatabaseSession {
  prepare(query: string): D1PreparedStatement;
  batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]>;
  getBookmark(): string | null;
}

/** A D1 database, as a Worker's `env.DB` is one. */
export interface D1Database {
  prepare(query: string): D1PreparedStatement;
  batch<T = unknown>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]>;
  exec(query: string): Promise<D1ExecResult>;
  withSession(constraintOrBookmark?: string): D1DatabaseSession;
  dump(): Promise<ArrayBuffer>;
}

/**
 * What a rejected `batch()` of a local database carries besides D1's own message: which of the batch's statements
 * failed, counted from 0. Absent where none did: the batch was empty, could not begin, or could not commit.
 */
export type D1BatchFailure = Error & { readonly statementIndex?: number };
