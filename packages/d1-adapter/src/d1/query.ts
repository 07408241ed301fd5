// A query and what became of it, as data: what lies between D1's methods and whatever runs them.

import type { SqlValue } from '@roostjs/internal-sql';
import type { D1Meta } from '../d1.ts';

/** SQL, maybe of several statements, and the values for its last one. */
export type Query = { readonly statement: string; readonly params: readonly SqlValue[] };

export type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

/** What the last statement of a query gave, and what the whole of it did. */
export type QueryResult = Rows & { readonly meta: D1Meta & Record<string, unknown> };

/**
 * All results, or why they are not known: a SqlFailure or RoostError, and the query that failed if it was one and
 * whoever ran it can tell.
 */
export type Run =
  | { readonly kind: 'done'; readonly results: readonly QueryResult[] }
  | { readonly kind: 'failed'; readonly reason: unknown; readonly statementIndex: number | undefined };

/** Runs queries on one database, all of them or none. Rejects only where there is a bug. */
export type Runner = (queries: readonly Query[]) => Promise<Run>;
