// A query and its outcome as data: the interface between D1's methods and the runners.

import type { SqlValue } from '@roostjs/internal-sql';
import type { D1Meta } from '../d1.ts';

/** SQL of one or more statements, and the values for the last one. */
export type Query = { readonly statement: string; readonly params: readonly SqlValue[] };

export type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

/** The rows of a query's last statement, and the meta of the whole query. */
export type QueryResult = Rows & { readonly meta: D1Meta & Record<string, unknown> };

/**
 * All results, or the reason of the failure: a SqlFailure or a RoostError. `statementIndex` is the query that failed;
 * undefined if none did or the runner cannot tell.
 */
export type QueryRun =
  | { readonly kind: 'done'; readonly results: readonly QueryResult[] }
  | { readonly kind: 'failed'; readonly reason: unknown; readonly statementIndex: number | undefined };

/** Runs queries on one database, all or none. It rejects only if there is a bug. */
export type Runner = (queries: readonly Query[]) => Promise<QueryRun>;
