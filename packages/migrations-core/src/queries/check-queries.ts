// Finds the queries of an application that fail, or lose an index, once the pending migrations are applied: compiles each on scratch
// databases with the schema as it is and as it will be. Nothing else is read or written.
import { statementOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { fillSchema } from '../lint/trace/fill-schema.ts';
import type { OpenScratch, ScratchDatabase } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import { type PendingMigrations, type PendingOptions, readPending } from '../phase/pending.ts';
import { type Compiled, compile, strictText } from './compile.ts';
import { lostIndex } from './lost-index.ts';
import { objectOfError, readColumns, tableInPlan } from './object.ts';
import {
  type DistinctQuery,
  distinctQueries,
  type Query,
  type QueryFinding,
  type QueryReport,
  type UnreadableQuery,
} from './query.ts';
import { type AppliedMigration, apply, applyAgain } from './scratch-migrations.ts';

export type QueriesOptions = PendingOptions & {
  readonly queries: readonly Query[];
  /** The pending migrations that will run; all of them if omitted. */
  readonly only?: readonly string[];
};

/** One request, which writes nothing. Throws what reading and loading the migrations throw. */
export async function checkQueries(options: QueriesOptions): Promise<QueryReport> {
  const { openScratch: open, only } = options;
  const { distinct, skipped } = distinctQueries(options.queries);
  const pending = await readPending(options);
  const entries = pending.entries.filter(({ name }) => only?.includes(name) ?? true);
  if (entries.length === 0 || distinct.length === 0) {
    const migrations = entries.map(({ name }) => name);
    return { findings: [], checked: 0, skipped, unreadable: [], migrations, stopped: null };
  }
  const scratch = open();
  try {
    await fillSchema(scratch, pending.schema);
    const { readable, unreadable } = await compileAll(scratch, distinct);
    const columns = await readColumns(scratch);
    const { applied, stopped } = await applyAll(scratch, { ...pending, entries });
    const broken = await brokenOn(scratch, readable);
    const since = await firstMigrations(open, pending.schema, applied, broken);
    const after = broken.length === 0 ? columns : await readColumns(scratch);
    const findings = broken.map((one, at): QueryFinding => {
      const { query, verdict } = one;
      const { sql, calls, source, statement } = query;
      const object =
        verdict.kind === 'fails'
          ? objectOfError(verdict.message, statement, columns, after)
          : tableInPlan(verdict.names, statement, columns);
      const { kind, message } = verdict;
      return { kind, sql, calls, source, migration: since[at] ?? '', object, message };
    });
    const migrations = applied.map(({ name }) => name);
    return { findings, checked: readable.length, skipped, unreadable, migrations, stopped };
  } finally {
    scratch.close();
  }
}

/** A query that compiles on the schema as it is. */
type ReadableQuery = {
  readonly query: DistinctQuery;
  readonly strict: DistinctQuery['statement'];
  readonly was: Compiled;
};

async function compileAll(
  scratch: SqlDatabase,
  queries: readonly DistinctQuery[],
): Promise<{ readonly readable: readonly ReadableQuery[]; readonly unreadable: readonly UnreadableQuery[] }> {
  const readable: ReadableQuery[] = [];
  const unreadable: UnreadableQuery[] = [];
  for (const query of queries) {
    const text = await strictText(scratch, query.statement);
    const strict = text === query.sql ? query.statement : statementOf(text);
    const was = await compile(scratch, strict);
    const { sql, calls, source } = query;
    if (was.error === null) readable.push({ query, strict, was });
    else unreadable.push({ sql, calls, source, problem: was.error });
  }
  return { readable, unreadable };
}

async function applyAll(
  scratch: ScratchDatabase,
  { entries, settings }: PendingMigrations,
): Promise<{ readonly applied: readonly AppliedMigration[]; readonly stopped: QueryReport['stopped'] }> {
  const applied: AppliedMigration[] = [];
  for (const entry of entries) {
    const { name, checksum = null } = entry;
    const migration = await loadMigration(entry);
    const done = await apply(scratch, settings, { name, checksum, migration });
    if ('problem' in done) return { applied, stopped: { migration: name, problem: done.problem } };
    applied.push(done);
  }
  return { applied, stopped: null };
}

type Verdict =
  | { readonly kind: 'fails'; readonly message: string }
  | { readonly kind: 'loses-index'; readonly message: string; readonly names: readonly string[] };

type BrokenQuery = ReadableQuery & { readonly verdict: Verdict };

async function brokenOn(
  database: SqlDatabase,
  queries: readonly ReadableQuery[],
): Promise<readonly BrokenQuery[]> {
  const indexes = await indexNames(database);
  const broken: BrokenQuery[] = [];
  for (const query of queries) {
    const verdict = verdictOf(query.was, await compile(database, query.strict), indexes);
    if (verdict !== null) broken.push({ ...query, verdict });
  }
  return broken;
}

function verdictOf(was: Compiled, is: Compiled, indexes: ReadonlySet<string>): Verdict | null {
  if (is.error !== null) return { kind: 'fails', message: is.error };
  const lost = lostIndex(was.plan ?? [], is.plan, indexes);
  return lost === null ? null : { kind: 'loses-index', ...lost };
}

async function indexNames(database: SqlDatabase): Promise<ReadonlySet<string>> {
  const { results } = await database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index'")
    .all<{ name: string }>();
  return new Set(results.map(({ name }) => name));
}

/** The migration from which on each of them is broken as it is after the last one. */
async function firstMigrations(
  open: OpenScratch,
  schema: readonly SchemaObject[],
  applied: readonly AppliedMigration[],
  broken: readonly BrokenQuery[],
): Promise<readonly string[]> {
  const last = applied.at(-1)?.name ?? '';
  const since = broken.map((): string | null => null);
  if (broken.length === 0 || applied.length === 1) return broken.map(() => last);
  const scratch = open();
  try {
    await fillSchema(scratch, schema);
    for (const migration of applied.slice(0, -1)) {
      await applyAgain(scratch, migration);
      const now = new Map(
        (await brokenOn(scratch, broken)).map(({ query, verdict }) => [query, verdict.message]),
      );
      for (const [at, { query, verdict }] of broken.entries())
        since[at] = now.get(query) === verdict.message ? (since[at] ?? migration.name) : null;
    }
  } finally {
    scratch.close();
  }
  return since.map((name) => name ?? last);
}
