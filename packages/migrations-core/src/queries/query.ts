// The statements of an application, each once, and what is found about them. Only data and its types.
import { rowVerbs, type Statement, splitStatements, statementOf } from '@roostjs/internal-sql';

/** A text that the application runs: one statement, or several. */
export type Query = {
  readonly sql: string;
  /** How often it ran; null if that is unknown. */
  readonly calls: number | null;
  /** Where it is from, as `queries.sql:3`. */
  readonly source: string;
};

export type QueryFinding = Query & {
  /** It fails, or it reads a table as a whole, or sorts it, because an index is gone. */
  readonly kind: 'fails' | 'loses-index';
  /** The pending migration from which on it does. */
  readonly migration: string;
  /** The table, or the column as `posts.title`, that it is about; null if that cannot be told. */
  readonly object: string | null;
  /** SQLite's error, or the change of its plan. */
  readonly message: string;
};

/** A statement that fails on the schema as it is, so that nothing is known of it. */
export type UnreadableQuery = Query & { readonly problem: string };

export type QueryReport = {
  /** In the order of the queries. */
  readonly findings: readonly QueryFinding[];
  /** How many different statements were compiled on both schemas. */
  readonly checked: number;
  /** How many different statements were left out, because they neither read nor write rows of the application. */
  readonly skipped: number;
  readonly unreadable: readonly UnreadableQuery[];
  /** The pending migrations that the queries were checked on, in their order. */
  readonly migrations: readonly string[];
  /** The pending migration that fails on a database without rows: it is not checked, nor is any after it. */
  readonly stopped: { readonly migration: string; readonly problem: string } | null;
};

/** One statement with all calls of it, and its first source. */
export type DistinctQuery = Query & { readonly statement: Statement };

/** Each statement that reads or writes rows once, in the order in which they first occur, and how many others there are. */
export function distinctQueries(queries: readonly Query[]): {
  readonly distinct: readonly DistinctQuery[];
  readonly others: number;
} {
  const bySql = new Map<string, DistinctQuery>();
  const others = new Set<string>();
  for (const { sql: text, calls, source } of queries) {
    for (const sql of splitStatements(text)) {
      const known = bySql.get(sql);
      const statement = known?.statement ?? statementOf(sql);
      if (!rowVerbs.has(statement.verb) || statement.explained) others.add(sql);
      else
        bySql.set(sql, {
          sql,
          calls: added(known?.calls ?? null, calls),
          source: known?.source ?? source,
          statement,
        });
    }
  }
  return { distinct: [...bySql.values()], others: others.size };
}

function added(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}
