// A migrate says, before it runs anything, that another tool has applied what is pending here.
import { createRunner } from '@roostjs/migrations-core/runner';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';
import { build, listInWranglers, migrations, migratorOf, names, scratch, statements } from './support.ts';

const [first, second, third] = names;
const wranglers = { wranglerLedger: 'd1_migrations' };

function knexTable(database: TestDatabase, ...listed: readonly string[]): void {
  database.run(
    'CREATE TABLE knex_migrations (id INTEGER PRIMARY KEY, name TEXT, batch INTEGER, migration_time TEXT)',
  );
  for (const name of listed) database.run(`INSERT INTO knex_migrations (name, batch) VALUES ('${name}', 1)`);
}

describe('what another tool has applied', () => {
  it('by wrangler before the first run is refused, and adopted as the hint says', async () => {
    const database = testDatabase();
    build(database, 2);
    listInWranglers(database, [`${first}.sql`, `${second}.sql`]);
    const before = database.content();
    const listed = { tool: 'wrangler', table: 'd1_migrations', names: [first, second] };
    const migrator = migratorOf(database, wranglers);
    expect(await failureOf(migrator.migrate())).toMatchObject({
      code: 'MIGRATION.APPLIED_ELSEWHERE',
      hint: expect.stringContaining('roost migrate:adopt'),
      details: listed,
    });
    expect((await migrator.status()).appliedElsewhere).toEqual([listed]);
    expect(database.content()).toBe(before);
    await migrator.adopt({ scratch: scratch() });
    expect((await migrator.migrate()).done[0]?.name).toBe(third);
    expect((await migrator.status()).appliedElsewhere).toEqual([]);
  });

  it.each([
    ['a migrator', (database: TestDatabase) => migratorOf(database, wranglers)],
    [
      'a runner',
      (database: TestDatabase) => createRunner({ database: database.d1, migrations, ...wranglers }),
    ],
  ])('by wrangler between two runs is refused by %s', async (_, runnerOf) => {
    const database = testDatabase();
    await runnerOf(database).migrate({ to: first });
    database.run(statements[1]);
    listInWranglers(database, [`${second}.sql`]);
    const before = database.content();
    expect(await failureOf(runnerOf(database).migrate())).toMatchObject({
      code: 'MIGRATION.APPLIED_ELSEWHERE',
      details: { names: [second] },
    });
    expect(database.content()).toBe(before);
    expect((await runnerOf(database).status()).appliedElsewhere).toMatchObject([{ names: [second] }]);
  });

  it('is refused in every kind of run that would apply it, except a fresh start', async () => {
    const database = testDatabase();
    build(database, 1);
    knexTable(database, `${first}.js`);
    const migrator = migratorOf(database);
    for (const run of [
      () => migrator.migrate(),
      () => migrator.migrate({ pretend: true }),
      () => migrator.migrate({ atomic: true }),
      () => migrator.rehearse(),
      () => migrator.reset(),
    ])
      expect(await failureOf(run())).toMatchObject({ code: 'MIGRATION.APPLIED_ELSEWHERE' });
    expect((await migrator.fresh()).done).toHaveLength(names.length);
  });

  it('is not run up to a migration before it', async () => {
    const database = testDatabase();
    knexTable(database, `${second}.js`);
    await migratorOf(database).migrate({ to: first });
    expect(database.rows('SELECT migration FROM migrations')).toEqual([{ migration: first }]);
  });

  it('runs again once its row is gone', async () => {
    const database = testDatabase();
    listInWranglers(database, [`${first}.sql`]);
    expect(await failureOf(migratorOf(database, wranglers).migrate())).toMatchObject({
      hint: expect.stringContaining("to run it again, delete its row in 'd1_migrations' first"),
    });
    database.run('DELETE FROM d1_migrations');
    expect((await migratorOf(database, wranglers).migrate()).done).toHaveLength(names.length);
  });
});

describe('a tool beside Roost', () => {
  it('is noted on the first run, and blocks nothing', async () => {
    const database = testDatabase();
    knexTable(database, '20200101_accounts.js', '20200102_users.js');
    database.run('CREATE TABLE accounts (id)');
    const { warnings, done } = await migratorOf(database).migrate();
    expect(warnings).toEqual([{ code: 'LEDGER.OTHER_TOOL', names: ['knex (knex_migrations)'] }]);
    expect(done).toHaveLength(names.length);
    expect((await migratorOf(database).status()).appliedElsewhere).toEqual([]);
  });

  it('is noted if its ledger has no names', async () => {
    const database = testDatabase();
    database.run(`CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);
      INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 1)`);
    const { warnings } = await migratorOf(database).migrate({ pretend: true });
    expect(warnings).toEqual([{ code: 'LEDGER.OTHER_TOOL', names: ['drizzle (__drizzle_migrations)'] }]);
  });

  it.each([
    ['has applied nothing', (database: TestDatabase) => listInWranglers(database, [])],
    [
      'has a table that only looks like a ledger',
      (database: TestDatabase) =>
        database.run(
          'CREATE TABLE schema_migrations (version INTEGER, dirty INTEGER); INSERT INTO schema_migrations VALUES (1, 0)',
        ),
    ],
  ])('is not mentioned if it %s', async (_, prepare) => {
    const database = testDatabase();
    prepare(database);
    expect((await migratorOf(database, wranglers).migrate()).warnings).toEqual([]);
  });
});

describe("wrangler's ledger in step", () => {
  it('is nothing to mention, whatever is applied and rolled back', async () => {
    const database = testDatabase();
    const migrator = migratorOf(database, wranglers);
    for (let round = 0; round < 2; round += 1) {
      expect((await migrator.migrate({ to: first })).warnings).toEqual([]);
      expect((await migrator.migrate({ to: second })).warnings).toEqual([]);
      expect((await migrator.status()).appliedElsewhere).toEqual([]);
      await migrator.rollback({ step: 2 });
    }
  });

  it('contains files of its own, which are not ours', async () => {
    const database = testDatabase();
    listInWranglers(database, ['0000_other.sql', 'notes.sql']);
    await migratorOf(database, wranglers).migrate({ to: first });
    expect((await migratorOf(database, wranglers).migrate()).warnings).toEqual([]);
  });

  it('is written again if somebody has dropped it', async () => {
    const database = testDatabase();
    await migratorOf(database, wranglers).migrate({ to: first });
    database.run('DROP TABLE d1_migrations');
    await migratorOf(database, wranglers).migrate();
    expect(database.rows('SELECT name FROM d1_migrations')).toHaveLength(names.length);
  });

  it.each([
    // alchemy 0.94.0, cloudflare/d1-migrations.
    ['remotely', 'id TEXT PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL'],
    // The same, cloudflare/d1-local-migrations.
    [
      'locally',
      'id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL, type TEXT NOT NULL',
    ],
  ])('is written as Alchemy reads it, if Alchemy has created it %s', async (where, columns) => {
    const database = testDatabase();
    database.run(`CREATE TABLE d1_migrations (${columns})`);
    for (let run = 0; run < 2; run += 1)
      await migratorOf(database, wranglers).migrate({ to: names[run] ?? '' });
    expect(database.rows('SELECT name FROM d1_migrations ORDER BY name')).toEqual([
      { name: `${first}.sql` },
      { name: `${second}.sql` },
    ]);
    if (where === 'locally')
      expect(database.rows('SELECT DISTINCT type FROM d1_migrations')).toEqual([{ type: 'migration' }]);
  });
});
