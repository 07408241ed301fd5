// Finds the queries of an application that fail, or lose an index, once the pending migrations are applied: compiles each on a scratch
// database with the schema as it is, and as it will be.
import { nameKey } from '@roostjs/internal-sql';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { ledgerTables } from '../ledger/schema-query.ts';
import { fillSchema } from '../lint/trace/fill-schema.ts';
import type { ScratchDatabase } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import { type PendingMigrations, type PendingOptions, readPending } from '../phase/pending.ts';
import { type BrokenQuery, brokenOn, compileAll, firstMigrations } from './broken-queries.ts';
import { type Columns, objectOfError, readColumns, tableInPlan } from './object.ts';
import { type DistinctQuery, distinctQueries, type Query, type QueryReport } from './query.ts';
import { type AppliedMigration, apply } from './scratch-migrations.ts';

export type QueriesOptions = PendingOptions & {
  readonly queries: readonly Query[];
  /** The pending migrations that will run; all of them if omitted. */
  readonly only?: readonly string[];
};

/** One request, which writes nothing. Throws what reading and loading the migrations throw. */
export async function checkQueries(options: QueriesOptions): Promise<QueryReport> {
  const { openScratch, only } = options;
  const { distinct, others } = distinctQueries(options.queries);
  const pending = await readPending(options);
  const entries = pending.entries.filter(({ name }) => only?.includes(name) ?? true);
  if (entries.length === 0 || distinct.length === 0) {
    const migrations = entries.map(({ name }) => name);
    return { findings: [], checked: 0, skipped: others, unreadable: [], migrations, stopped: null };
  }
  const scratch = openScratch();
  try {
    await fillSchema(scratch, pending.schema);
    return await checkOn(scratch, { ...options, distinct, others }, { ...pending, entries });
  } finally {
    scratch.close();
  }
}

type Asked = Pick<QueriesOptions, 'openScratch'> & {
  readonly distinct: readonly DistinctQuery[];
  readonly others: number;
};

/** Expects the schema as it is, and leaves it as it will be. */
async function checkOn(
  scratch: ScratchDatabase,
  { openScratch, distinct, others }: Asked,
  pending: PendingMigrations,
): Promise<QueryReport> {
  const { readable, failing } = await compileAll(scratch, distinct);
  const unreadable = failing.filter(({ problem }) => !isOfLedger(pending.settings, problem));
  const before = await readColumns(scratch);
  const { applied, stopped } = await applyAll(scratch, pending);
  const broken = await brokenOn(scratch, readable);
  const since = await firstMigrations({ open: openScratch, schema: pending.schema, applied }, broken);
  const after = broken.length === 0 ? before : await readColumns(scratch);
  return {
    findings: broken.map((one) => {
      const { sql, calls, source } = one.query;
      const { kind, message } = one.verdict;
      const object = objectOf(one, before, after);
      return { kind, sql, calls, source, migration: since.get(one) ?? '', object, message };
    }),
    checked: readable.length,
    skipped: others + failing.length - unreadable.length,
    unreadable,
    migrations: applied.map(({ name }) => name),
    stopped,
  };
}

function objectOf({ query, verdict }: BrokenQuery, before: Columns, after: Columns): string | null {
  return verdict.kind === 'fails'
    ? objectOfError(verdict.message, query.statement, before, after)
    : tableInPlan(verdict.names, query.statement, before);
}

/** Whether it fails because a scratch database has no ledger, which a Worker may read. */
function isOfLedger(settings: LedgerSettings, problem: string): boolean {
  return ledgerTables(settings).some((table) => nameKey(problem) === nameKey(`no such table: ${table}`));
}

/** Up to the first one that fails. */
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
