// Every fault of a network and a server, at every request of a run: afterwards schema and both ledgers agree,
// each migration was applied once, and the run reports nothing else.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import {
  createMigrator,
  detailsOf,
  isRoostError,
  type MigrationReport,
  type Migrator,
} from '@roostjs/migrations-core';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationName, sqlMigration } from '../support/migrations.ts';

const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const undone = 3;
const migrations = Object.fromEntries(
  titles.map((title, index) => [
    migrationName(index + 1, title),
    sqlMigration(
      [`CREATE TABLE ${title} (n)`, `INSERT INTO ${title} VALUES (1)`, `UPDATE runs SET n = n + 1`],
      [`DROP TABLE ${title}`, 'UPDATE runs SET n = n - 1'],
    ),
  ]),
);

const faults = {
  'a connection that is cut before': { what: 'drop-before' },
  'a connection that is cut in the middle': { what: 'drop-mid-request' },
  'a connection that is cut after': { what: 'drop-after' },
  '429 before': { what: 'status-before', status: 429, retryAfter: 0 },
  '500 before': { what: 'status-before', status: 500 },
  '500 after': { what: 'status-after', status: 500 },
  '503 after': { what: 'status-after', status: 503 },
  'an answer that comes too late': { what: 'slow', ms: 1600 },
  'half an answer': { what: 'malformed-json' },
  "a proxy's page": { what: 'html' },
  'a token that is not known': { what: 'wrong-token' },
  'a permission that is missing': { what: 'no-permission' },
} as const;

let cloudflare: Cloudflare;
let taken = 0;
const count = Object.keys(faults).length * (titles.length + undone + 4);

beforeAll(async () => {
  cloudflare = await startCloudflare({
    databases: Array.from({ length: count }, (_, index) => `app-${index}`),
  });
});
afterAll(() => cloudflare.stop());

type Remote = {
  readonly uuid: string;
  readonly migrator: Migrator;
};

async function aDatabase(): Promise<Remote> {
  const uuid = cloudflare.databases[taken]?.uuid ?? '';
  taken += 1;
  await cloudflare.run(uuid, 'CREATE TABLE runs (n)', 'INSERT INTO runs VALUES (0)');
  const remote = openRemoteD1({
    accountId: cloudflare.accountId,
    databaseId: uuid,
    env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
    requestTimeoutMs: 800,
  });
  const migrator = createMigrator({
    database: remote,
    migrations,
    trustAtomicBatches: false,
    wranglerLedger: 'd1_migrations',
    bookmark: () => remote.timeTravelBookmark(),
  });
  return { uuid, migrator };
}

/** Lets the fault hit the request of that number from now on, of those for this database. */
function failAt({ uuid }: Remote, fault: (typeof faults)[keyof typeof faults], ordinal: number): void {
  cloudflare.fail({ ...fault, when: { path: new RegExp(uuid), ordinal } });
}

type Truth = { readonly tables: readonly string[]; readonly ledger: readonly string[] };

/** Fails if tables, counter and the two ledgers do not agree. */
async function truthOf({ uuid }: Remote): Promise<Truth> {
  const columns = async (...sql: readonly string[]) =>
    (await cloudflare.run(uuid, ...sql)).map((rows) => rows.map(([value]) => value));
  const schema = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
  const [names = [], runs] = await columns(schema, 'SELECT n FROM runs');
  const tables = titles.filter((title) => names.includes(title));
  const ledgers = names.includes('migrations')
    ? [
        'SELECT migration FROM migrations ORDER BY id',
        'SELECT DISTINCT state FROM migrations',
        'SELECT name FROM d1_migrations ORDER BY name',
      ]
    : [];
  const [migrations = [], states = [], told = []] = ledgers.length === 0 ? [] : await columns(...ledgers);
  const ledger = migrations.map(String);
  expect(ledger.map((name) => name.replace(/^\d+_create_/, ''))).toEqual(tables);
  expect(told).toEqual(ledger.map((name) => `${name}.sql`));
  expect(states).toEqual(ledger.length > 0 ? ['applied'] : []);
  expect(runs).toEqual([tables.length]);
  return { tables, ledger };
}

/** What the run reports that it did, whether it failed or not; undefined if it reports an unknown outcome. */
async function sayingOf(run: Promise<MigrationReport>): Promise<readonly string[] | undefined> {
  try {
    return (await run).done.map(({ name }) => name);
  } catch (error) {
    if (!isRoostError(error)) throw error;
    if (error.code === 'LEDGER.OUTCOME_UNKNOWN') return undefined;
    const { report } = detailsOf(error);
    return report?.done.map(({ name }) => name) ?? [];
  }
}

/** Whether a run gets over it by itself: not over a login that is refused. */
function isTransient({ what }: (typeof faults)[keyof typeof faults]): boolean {
  return what !== 'wrong-token' && what !== 'no-permission';
}

// The ledger, the bookmark, and a batch for each step.
const placesOf = (steps: number) => Array.from({ length: steps + 2 }, (_, index) => index + 1);

describe.concurrent.each(Object.entries(faults))('%s', (_title, fault) => {
  it.each(placesOf(titles.length))('at request %i of a migrate', async (ordinal) => {
    const remote = await aDatabase();
    failAt(remote, fault, ordinal);
    const said = await sayingOf(remote.migrator.migrate());
    const { ledger } = await truthOf(remote);
    expect(said).toEqual(ledger);
    if (isTransient(fault)) expect(ledger).toHaveLength(titles.length);

    await remote.migrator.migrate();
    expect((await truthOf(remote)).tables).toEqual(titles);
  });

  it.each(placesOf(undone))('at request %i of a rollback', async (ordinal) => {
    const remote = await aDatabase();
    await remote.migrator.migrate();
    const all = (await truthOf(remote)).ledger;
    failAt(remote, fault, ordinal);
    const said = await sayingOf(remote.migrator.rollback({ step: undone }));
    const { ledger } = await truthOf(remote);
    expect(ledger).toEqual(all.filter((name) => said?.includes(name) === false));
    if (isTransient(fault)) expect(ledger).toHaveLength(titles.length - undone);

    await remote.migrator.rollback();
    expect((await truthOf(remote)).tables).toEqual([]);
  });
});
