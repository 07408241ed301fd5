// Runs seeders one after the other, each as one atomic batch. Nothing is written down about them: a seeder may run again.
import { firstLine } from '@roostjs/internal-sql';
import { locateFailure } from '../commit/locate-failure.ts';
import type { SqlDatabase } from '../database/d1.ts';
import { mayHaveRun, type StepFailure, statementIndexOf } from '../database/failure.ts';
import { type DatabaseRules, refusedBy, remedyOf } from '../database/rules.ts';
import { isRoostError, messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { commitsByItself, touchesLedger } from '../record/errors.ts';
import { type NamedMigration, record, runDirectly } from '../record/record.ts';
import { maxStatements } from '../record/record-together.ts';
import type { ReadMode } from '../record/recording.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { reasonOf, type ShouldStop } from '../run/run.ts';
import { seederFailed, seederRefused, seedingInterrupted, seedingUnknown } from './errors.ts';
import type { PretendedSeeder, PretendedSeeding, SeedEvent, SeededStep, SeedReport } from './report.ts';
import type { RunnableSeeder } from './row-seeders.ts';

/** What seeding needs from outside. */
export type SeedContext = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly settings: LedgerSettings;
  readonly shouldStop: ShouldStop;
  readonly now: () => number;
  readonly onEvent: (event: SeedEvent) => void;
  readonly bookmark: string | null;
};

/** The report is complete, also in the error of a seeder that failed. */
export async function seed(context: SeedContext, seeders: readonly RunnableSeeder[]): Promise<SeedReport> {
  const { shouldStop, now, onEvent, bookmark } = context;
  const names = seeders.map(({ name }) => name);
  const done: SeededStep[] = [];
  const report = (): SeedReport => ({
    pretend: false,
    bookmark,
    done: [...done],
    remaining: names.slice(done.length),
  });
  onEvent({ type: 'seeding-started', seeders: names, bookmark });
  for (const seeder of seeders) {
    const reason = await reasonOf(shouldStop);
    if (reason !== undefined) throw seedingInterrupted(reason, report());
    const { name } = seeder;
    onEvent({ type: 'seeder-started', name });
    const started = now();
    try {
      const statements = await run(context, seeder, report());
      done.push({ name, statements, durationMs: now() - started });
    } catch (error) {
      onEvent({ type: 'seeder-failed', name, error });
      throw error;
    }
    onEvent({ type: 'seeder-finished', seeder: done.at(-1) as SeededStep });
  }
  return report();
}

/** Writes nothing. */
export async function pretendSeeding(
  database: SqlDatabase,
  seeders: readonly RunnableSeeder[],
): Promise<PretendedSeeding> {
  const pretended: PretendedSeeder[] = [];
  for (const seeder of seeders) {
    // Until one writes, the database is as the next will find it.
    const reads: ReadMode = pretended.every(({ statements }) => statements?.length === 0)
      ? 'allowed'
      : 'refused';
    const recorded =
      seeder.seeder.withinTransaction === false
        ? commitsByItself
        : await record(database, asMigration(seeder), 'up', reads);
    const { name } = seeder;
    if (typeof recorded === 'string') pretended.push({ name, statements: null, unknown: recorded });
    else if (recorded.kind === 'failed')
      pretended.push({ name, statements: null, unknown: messageOf(recorded.failure.cause) });
    else
      pretended.push({
        name,
        statements: recorded.statements.map(({ sql, values }) => ({ sql, values })),
        unknown: null,
      });
  }
  return { pretend: true, seeders: pretended };
}

/** Returns how many statements were written. */
async function run(context: SeedContext, seeder: RunnableSeeder, seeded: SeedReport): Promise<number> {
  const { database, settings } = context;
  const { name } = seeder;
  if (seeder.seeder.withinTransaction === false) {
    const { failure, finished, mayHaveRun } = await runDirectly(
      database,
      settings,
      asMigration(seeder),
      'up',
    );
    if (failure === null) return finished;
    if (mayHaveRun) throw seedingUnknown(name, failure.cause, seeded);
    throw seederFailed(name, failure, { kept: finished, isUnchanged: finished === 0 }, seeded);
  }
  const recorded = await record(database, asMigration(seeder), 'up', 'allowed');
  if (recorded.kind === 'failed')
    throw seederFailed(name, recorded.failure, { kept: 0, isUnchanged: true }, seeded);
  const { statements } = recorded;
  refuseInvalid(context, name, statements, seeded);
  if (statements.length > 0) await commit(context, name, statements, seeded);
  return statements.length;
}

function refuseInvalid(
  { rules, settings }: SeedContext,
  name: string,
  statements: readonly RecordedStatement[],
  seeded: SeedReport,
): void {
  const touching = touchingLedger(settings, statements);
  if (touching !== undefined)
    throw seederRefused(name, touchesLedger(touching), 'remove it', { statement: touching, seeded });
  const [refused] = refusedBy(rules, statements);
  if (refused !== undefined) {
    const problem = `D1 refuses statement ${refused.number} (${firstLine(refused.sql)}), by its rule '${refused.rule}': ${refused.text}`;
    throw seederRefused(name, problem, remedyOf(refused), { statement: refused, seeded });
  }
  if (statements.length > maxStatements)
    throw seederRefused(
      name,
      `it has ${statements.length} statements, and D1 accepts ${maxStatements} in one batch`,
      'write its rows with upsert(), which needs one statement for many, or set withinTransaction: false',
      { statement: null, seeded },
    );
}

async function commit(
  { database, settings }: SeedContext,
  name: string,
  statements: readonly RecordedStatement[],
  seeded: SeedReport,
): Promise<void> {
  try {
    await database.batch(statements.map(({ bound }) => bound));
  } catch (cause) {
    if (mayHaveRun(cause)) throw seedingUnknown(name, cause, seeded);
    const statement = await failedStatement(database, statements, cause);
    throw seederFailed(
      name,
      { cause, statement },
      { kept: 0, isUnchanged: settings.trustAtomicBatches },
      seeded,
    );
  }
}

async function failedStatement(
  database: SqlDatabase,
  statements: readonly RecordedStatement[],
  cause: unknown,
): Promise<StepFailure['statement']> {
  const index = statementIndexOf(cause);
  if (index !== undefined) return statements[index] ?? null;
  // An error with a code is about the database as a whole, not about a statement.
  if (isRoostError(cause)) return null;
  const located = await locateFailure(database, [], statements);
  return located.kind === 'statement' ? located.statement : null;
}

// The recorder calls up(). `this` has the seeder's own properties.
function asMigration({ name, seeder }: RunnableSeeder): NamedMigration {
  return { name, migration: Object.create(seeder, { up: { value: seeder.run } }), fn: 'run' };
}
