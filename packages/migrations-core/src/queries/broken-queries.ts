// Which queries compile on the schema as it is, and what becomes of them on another one.
import { statementOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { fillSchema } from '../lint/trace/fill-schema.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { type Compiled, compile, strictText } from './compile.ts';
import { type LostIndex, lostIndex, type Plan } from './lost-index.ts';
import type { DistinctQuery, UnreadableQuery } from './query.ts';
import { type AppliedMigration, applyAgain } from './scratch-migrations.ts';

/** A query that compiles on the schema as it is. `strict`: its text in which no name can turn into a string. */
export type ReadableQuery = {
  readonly query: DistinctQuery;
  readonly strict: DistinctQuery['statement'];
  readonly plan: Plan;
};

export async function compileAll(
  scratch: SqlDatabase,
  queries: readonly DistinctQuery[],
): Promise<{ readonly readable: readonly ReadableQuery[]; readonly failing: readonly UnreadableQuery[] }> {
  const readable: ReadableQuery[] = [];
  const failing: UnreadableQuery[] = [];
  for (const query of queries) {
    const text = await strictText(scratch, query.statement);
    const strict = text === query.sql ? query.statement : statementOf(text);
    const { error, plan } = await compile(scratch, strict);
    const { sql, calls, source } = query;
    if (error === null) readable.push({ query, strict, plan });
    else failing.push({ sql, calls, source, problem: error });
  }
  return { readable, failing };
}

export type Verdict =
  | { readonly kind: 'fails'; readonly message: string }
  | ({ readonly kind: 'loses-index' } & LostIndex);

export type BrokenQuery = ReadableQuery & { readonly verdict: Verdict };

/** Those that fail, or lose an index, on the schema that the database has now. */
export async function brokenOn(
  scratch: SqlDatabase,
  queries: readonly ReadableQuery[],
): Promise<readonly BrokenQuery[]> {
  const indexes = await indexNames(scratch);
  const broken: BrokenQuery[] = [];
  for (const query of queries) {
    const verdict = verdictOf(query.plan, await compile(scratch, query.strict), indexes);
    if (verdict !== null) broken.push({ ...query, verdict });
  }
  return broken;
}

function verdictOf(before: Plan, { error, plan }: Compiled, indexes: ReadonlySet<string>): Verdict | null {
  if (error !== null) return { kind: 'fails', message: error };
  const lost = lostIndex(before, plan, indexes);
  return lost === null ? null : { kind: 'loses-index', ...lost };
}

async function indexNames(database: SqlDatabase): Promise<ReadonlySet<string>> {
  const { results } = await database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index'")
    .all<{ name: string }>();
  return new Set(results.map(({ name }) => name));
}

/** How migrations are replayed on a database of their own. */
export type Replayed = {
  readonly open: OpenScratch;
  readonly schema: readonly SchemaObject[];
  readonly applied: readonly AppliedMigration[];
};

/** The migration from which on each of them is broken as it is after the last one. Halves what may be it at each step. */
export async function firstMigrations(
  replayed: Replayed,
  broken: readonly BrokenQuery[],
  from = 0,
  to: number = replayed.applied.length,
): Promise<ReadonlyMap<BrokenQuery, string>> {
  const { applied } = replayed;
  if (broken.length === 0) return new Map();
  if (to - from <= 1) return new Map(broken.map((one) => [one, applied[to - 1]?.name ?? '']));
  const middle = Math.ceil((from + to) / 2);
  const now = await messagesAfter(replayed, broken, middle);
  const isSo = ({ query, verdict }: BrokenQuery): boolean => now.get(query) === verdict.message;
  return new Map([
    ...(await firstMigrations(replayed, broken.filter(isSo), from, middle)),
    ...(await firstMigrations(
      replayed,
      broken.filter((one) => !isSo(one)),
      middle,
      to,
    )),
  ]);
}

/** What is said of each query that is broken after so many of the migrations. */
async function messagesAfter(
  { open, schema, applied }: Replayed,
  queries: readonly ReadableQuery[],
  number: number,
): Promise<ReadonlyMap<DistinctQuery, string>> {
  const scratch = open();
  try {
    await fillSchema(scratch, schema);
    for (const migration of applied.slice(0, number)) await applyAgain(scratch, migration);
    const broken = await brokenOn(scratch, queries);
    return new Map(broken.map(({ query, verdict }) => [query, verdict.message]));
  } finally {
    scratch.close();
  }
}
