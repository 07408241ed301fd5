// What a migration costs over D1's API does not grow either: one request, whose size is that of what it changes.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createsTable } from '../support/migrations.ts';
import { CountedDatabase, type Sent } from './counted-database.ts';

const count = 40;
let cloudflare: Cloudflare;
beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: ['step-by-step', 'at-once'] });
});
afterAll(() => cloudflare.stop());

const migrations = Object.fromEntries(
  Array.from({ length: count }, (_, index): [string, Migration] => {
    const n = String(index).padStart(2, '0');
    return [`202601010000${n}_m${n}`, createsTable(`t${n}`)];
  }),
);

function remoteOf(name: string) {
  const database = openRemoteD1({
    accountId: cloudflare.accountId,
    databaseId: cloudflare.databases.find((one) => one.name === name)?.uuid ?? '',
    env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
  });
  return { database, counted: new CountedDatabase(database) };
}

test('the 38th migration of a run costs as much as the 5th, and the run costs two requests more', async () => {
  const { database, counted } = remoteOf('step-by-step');
  const sent: Sent[] = [];
  const migratorTo = () =>
    createMigrator({
      database: counted.database,
      migrations,
      trustAtomicBatches: false,
      wranglerLedger: 'd1_migrations',
      bookmark: () => database.timeTravelBookmark(),
      onEvent: ({ type }) => {
        if (type === 'step-finished') sent.push(counted.taken());
      },
    });
  await migratorTo().migrate({ to: Object.keys(migrations)[0] ?? '' });
  const before = cloudflare.requests.length;
  await migratorTo().migrate();
  expect(cloudflare.requests.length - before).toBe(count - 1 + 2);
  expect(sent[37]).toEqual(sent[4]);
  sent.length = 0;
  await migratorTo().rollback();
  expect(sent[35]).toEqual(sent[4]);
});

test('a run that is one batch costs three requests, and one more if there is no ledger yet', async () => {
  const { database } = remoteOf('at-once');
  const migrator = createMigrator({
    database,
    migrations,
    trustAtomicBatches: false,
    wranglerLedger: 'd1_migrations',
    bookmark: () => database.timeTravelBookmark(),
  });
  const before = cloudflare.requests.length;
  await migrator.migrate({ atomic: true, to: Object.keys(migrations)[9] ?? '' });
  expect(cloudflare.requests.length - before).toBe(4);
  await migrator.migrate({ atomic: true });
  expect(cloudflare.requests.length - before).toBe(7);
});

test('reading the ledger fetches neither the stored down() nor the schema of each row', async () => {
  const { counted } = remoteOf('at-once');
  const long = { ...createsTable('long'), down: createsTable(`down_${'x'.repeat(20_000)}`).up };
  const migrator = createMigrator({
    database: counted.database,
    migrations: { ...migrations, '3_long': long },
  });
  await migrator.migrate();
  counted.taken();
  await migrator.status();
  expect(counted.taken()).toMatchObject({ requests: 1 });
  await migrator.status();
  expect(counted.taken().read).toBeLessThan(20_000);
});
