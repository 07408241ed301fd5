// One round: three runners at once on one database, over a network that goes wrong. What each statement did is in the
// database's own log, with the name of the run that sent it; what each run reported is compared with that.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import {
  createMigrator,
  detailsOf,
  isRoostError,
  type Migration,
  type MigrationReport,
  type Migrator,
} from '@roostjs/migrations-core';
import type { Cloudflare, FaultRule } from '@roostjs/tests-cloudflare';
import type { Random } from '../support/random.ts';

export const names = ['1_a', '2_b', '3_c', '4_d'];

export type Round = { readonly cloudflare: Cloudflare; readonly uuid: string; readonly random: Random };

/** What a run said, whether it failed or not. */
export type Saying = {
  readonly run: string;
  readonly command: string;
  readonly code: string;
  readonly message: string;
  readonly done: readonly string[];
  readonly skipped: readonly string[];
  /** The step whose outcome it reports as unknown; null if there is none. */
  readonly unknown: string | null;
};

export type Entry = { readonly what: string; readonly run: string };

const taken = 'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER)';

/** Plays the round to its end, after which the network works again and the rest has been applied. */
export async function play(round: Round): Promise<readonly Saying[]> {
  const { cloudflare, uuid, random } = round;
  const ledger = random.chance(50) ? [taken] : [];
  const setUp = [
    'CREATE TABLE t (cents INTEGER)',
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE log (what, run)',
  ];
  await cloudflare.run(uuid, ...setUp, ...ledger);
  if (random.chance(50))
    await migratorOf(round, 'start', names.slice(0, 2)).migrate({ step: random.chance(50) });
  for (const fault of faultsFor(random, uuid)) cloudflare.fail(fault);
  const plans = Array.from({ length: 3 }, () =>
    Array.from({ length: 1 + random.below(3) }, () => commandFor(random)),
  );
  const sayings = await Promise.all(
    plans.map((commands, index) => runnerOf(round, `run ${index}`, commands)),
  );
  return sayings.flat();
}

async function runnerOf(
  round: Round,
  name: string,
  commands: readonly Command[],
): Promise<readonly Saying[]> {
  const sayings: Saying[] = [];
  for (const [index, { title, work }] of commands.entries()) {
    const run = `${name}.${index}`;
    sayings.push({ run, command: title, ...(await sayingOf(work(migratorOf(round, run)))) });
  }
  return sayings;
}

/** A runner whose statements say in the log which run has sent them. */
export function migratorOf(
  { cloudflare, uuid }: Omit<Round, 'random'>,
  run: string,
  known = names,
): Migrator {
  const env = { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token };
  return createMigrator({
    database: openRemoteD1({ accountId: cloudflare.accountId, databaseId: uuid, env }),
    migrations: Object.fromEntries(known.map((name) => [name, migrationOf(name, run)])),
    trustAtomicBatches: false,
    wranglerLedger: 'd1_migrations',
  });
}

function migrationOf(name: string, run: string): Migration {
  return {
    async up(db) {
      await db.run('UPDATE t SET cents = cents * 2');
      await db.run('INSERT INTO log VALUES (?, ?)', `up ${name}`, run);
    },
    async down(db) {
      await db.run('UPDATE t SET cents = cents / 2');
      await db.run('INSERT INTO log VALUES (?, ?)', `down ${name}`, run);
    },
  };
}

type Command = { readonly title: string; readonly work: (migrator: Migrator) => Promise<MigrationReport> };

function commandFor(random: Random): Command {
  const step = 1 + random.below(3);
  return random.pick<Command>([
    { title: 'migrate', work: (migrator) => migrator.migrate() },
    { title: 'migrate --step', work: (migrator) => migrator.migrate({ step: true }) },
    { title: 'migrate --to 2_b', work: (migrator) => migrator.migrate({ to: '2_b' }) },
    { title: 'rollback', work: (migrator) => migrator.rollback() },
    { title: `rollback --step ${step}`, work: (migrator) => migrator.rollback({ step }) },
  ]);
}

// Reads are sent again after a wait, and so most faults are for what writes.
function faultsFor(random: Random, uuid: string): readonly FaultRule[] {
  const path = new RegExp(uuid);
  const writes = (body: unknown) => /"(?:INSERT|UPDATE) /.test(JSON.stringify(body));
  return Array.from({ length: 1 + random.below(5) }, (): FaultRule => {
    const when = { path, ordinal: 1 + random.below(8) };
    if (random.chance(15)) return { what: 'status-before', status: 429, retryAfter: 0, when };
    const written = { when: { ...when, body: writes } };
    return random.pick<FaultRule>([
      { what: 'drop-before', ...written },
      { what: 'drop-after', ...written },
      { what: 'hold-and-cut', ...written },
      { what: 'hold-and-cut', ...written },
      { what: 'status-before', status: 503, ...written },
      { what: 'status-after', status: 503, ...written },
      { what: 'malformed-json', ...written },
      { what: 'html', ...written },
      { what: 'slow', ms: 20 + random.below(60), ...written },
    ]);
  });
}

async function sayingOf(running: Promise<MigrationReport>): Promise<Omit<Saying, 'run' | 'command'>> {
  try {
    return { code: 'done', message: '', unknown: null, ...stepsOf(await running) };
  } catch (error) {
    if (!isRoostError(error)) throw error;
    const report = detailsOf(error).report ?? undefined;
    const unknown = error.code === 'LEDGER.OUTCOME_UNKNOWN' ? (report?.remaining[0]?.name ?? null) : null;
    return { code: error.code, message: error.message, unknown, ...stepsOf(report) };
  }
}

function stepsOf(report: MigrationReport | undefined): Pick<Saying, 'done' | 'skipped'> {
  const done = (report?.done ?? []).map(({ direction, name }) => `${direction} ${name}`);
  return { done, skipped: (report?.skipped ?? []).map(({ name }) => name) };
}
