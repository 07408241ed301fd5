// A migrator's seed(): each seeder is one atomic batch, nothing is recorded about it, and an error says what was done.
import { brokenRule } from '@roostjs/d1-adapter/rules';
import {
  createMigrator,
  loadSeeders,
  type MigratorOptions,
  type SeedEvent,
  type SeedOptions,
  type SqlDatabase,
} from '@roostjs/migrations-core';
import { assertNoRows, upsert } from '@roostjs/migrations-core/schema';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

const usersTable = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INTEGER DEFAULT 7)';

/** Seeds a database that has the table `users`. */
async function seed(
  seeders: Readonly<Record<string, unknown>>,
  options: Partial<Omit<MigratorOptions, 'approve' | 'onEvent'> & Omit<SeedOptions, 'seeders'>> = {},
  database: TestDatabase = withUsers(),
) {
  const { approve, onEvent, ...migratorOptions } = options;
  const migrator = createMigrator({
    database: database.d1,
    migrations: {},
    ...migratorOptions,
  } as MigratorOptions);
  const entries = Object.entries(seeders).map(([name, seeder]) => ({ name, load: async () => seeder }));
  return migrator.seed({
    seeders: await loadSeeders(entries),
    ...(approve === undefined ? {} : { approve }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
}

function withUsers(): TestDatabase {
  const database = testDatabase();
  database.run(usersTable);
  return database;
}

const users = (database: TestDatabase) => database.rows('SELECT id, name FROM users ORDER BY id');
const insert = (id: number) => `INSERT INTO users (id, name) VALUES (${id}, 'u${id}')`;

describe('seed()', () => {
  it('runs modules, SQL and rows in the given order, writes no ledger, and may run again', async () => {
    const database = withUsers();
    const events: string[] = [];
    const onEvent = ({ type }: SeedEvent): void => void events.push(type);
    const seeders = {
      rows: { rows: { USERS: [{ id: 1, Name: 'Ada' }] } },
      module: {
        default: {
          names: ['Grace'],
          async run(this: { db: SqlDatabase; names: string[] }) {
            const { results } = await this.db.prepare('SELECT name FROM users').all<{ name: string }>();
            const rows = [...results.map(({ name }) => `${name} 2`), ...this.names].map((name, index) => ({
              id: index + 2,
              name,
            }));
            await upsert(this.db, 'users', rows.slice(0, 2), { key: 'id' });
          },
        },
      },
      sql: "INSERT INTO users (id, name) VALUES (9, 'Bob') ON CONFLICT (id) DO NOTHING;",
      empty: { run() {} },
    };
    const report = await seed(seeders, { onEvent }, database);
    expect(report.done.map(({ name, statements }) => [name, statements])).toEqual([
      ['rows', 1],
      ['module', 1],
      ['sql', 1],
      ['empty', 0],
    ]);
    expect(events).toEqual([
      'seeding-started',
      ...Array(4).fill(['seeder-started', 'seeder-finished']).flat(),
    ]);
    expect(users(database)).toEqual([
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Ada 2' },
      { id: 3, name: 'Grace' },
      { id: 9, name: 'Bob' },
    ]);
    expect(database.schema()).toEqual([usersTable]);
    const sameAgain = { ...seeders, module: seeders.sql };
    const before = database.content();
    await seed(sameAgain, {}, database);
    expect(database.content()).toBe(before);
  });

  it('keeps nothing of a seeder that fails, and all of those before it', async () => {
    const database = withUsers();
    const failing = {
      run: async (db: SqlDatabase) => void (await db.batch([db.prepare(insert(2)), db.prepare(insert(1))])),
    };
    const error = await failureOf(seed({ first: insert(1), failing, last: insert(3) }, {}, database));
    expect(error).toMatchObject({
      code: 'SEED.FAILED',
      message: expect.stringMatching(
        /^Seeding 'failing' failed at statement 2 \(INSERT .*UNIQUE constraint failed/,
      ),
      details: {
        seeder: 'failing',
        statement: { number: 2 },
        seeded: { done: [{ name: 'first' }], remaining: ['failing', 'last'] },
      },
    });
    expect(users(database)).toEqual([{ id: 1, name: 'u1' }]);
  });

  it('fails with what the seeder throws, or its assertion says', async () => {
    const thrown = await failureOf(seed({ a: { run: () => Promise.reject(new Error('no')) } }));
    expect([thrown.code, thrown.message]).toEqual(['SEED.FAILED', "Seeding 'a' failed: no"]);
    const asserting = { run: (db: SqlDatabase) => assertNoRows(db, 'VALUES (1)', 'it is empty') };
    const asserted = await failureOf(seed({ a: asserting }));
    expect(asserted.message).toMatch(/^Seeding 'a' failed at statement 1 \(.*\): it is empty \(rows: 1\)$/);
  });

  it('runs call by call what asks for it, and says how much of it was kept', async () => {
    const database = withUsers();
    const run = async (db: SqlDatabase): Promise<void> => {
      await db.prepare(insert(1)).run();
      throw new Error(`after ${await db.prepare('SELECT count(*) AS n FROM users').first('n')}`);
    };
    const error = await failureOf(seed({ a: { run, withinTransaction: false } }, {}, database));
    expect(error.message).toBe("Seeding 'a' failed, after 2 of its statements were kept: after 1");
    expect(users(database)).toEqual([{ id: 1, name: 'u1' }]);
  });

  it.each<[string, unknown, string]>([
    ['the ledger', 'DELETE FROM migrations', "would change the ledger 'migrations'"],
    ['what D1 refuses', 'VACUUM', 'by its rule'],
    [
      'more statements than fit into a batch',
      Array.from({ length: 1001 }, (_, id) => insert(id)).join(';'),
      'it has 1001 statements, and D1 accepts 1000 in one batch',
    ],
  ])('refuses %s before it sends any of the seeder', async (_, seeder, problem) => {
    const database = withUsers();
    const error = await failureOf(seed({ first: insert(5), seeder }, { rules: brokenRule }, database));
    expect([error.code, error.message]).toEqual(['SEED.REFUSED', expect.stringContaining(problem)]);
    expect(users(database)).toEqual([{ id: 5, name: 'u5' }]);
  });

  it('checks the rows of every seeder before the first write', async () => {
    const tables = 'CREATE TABLE keyless (a); CREATE TABLE made (id INTEGER PRIMARY KEY, up AS (id + 1));';
    const cases: readonly (readonly [object, string])[] = [
      [{ nowhere: [] }, "there is no table 'nowhere'"],
      [{ keyless: [{ a: 1 }] }, "'keyless' has no primary key"],
      [{ made: [{ id: 1, up: 2 }] }, "in 'made', no column 'up' can be written to"],
      [{ users: [{ name: 'Ada' }] }, "in 'users', row 1 has no 'id', which is part of the key"],
      [{ users: [null] }, "in 'users', row 1 is not an object"],
      [{ users: [{ id: 1 }, { ID: 1 }] }, "in 'users', row 2 has the same key"],
      [{ sqlite_schema: [] }, "there is no table 'sqlite_schema'"],
    ];
    for (const [rows, problem] of cases) {
      const database = withUsers();
      database.run(tables);
      const before = database.content();
      const error = await failureOf(seed({ first: insert(1), rows: { rows } }, {}, database));
      expect([error.code, error.details['seeder']]).toEqual(['SEED.INVALID', 'rows']);
      expect(error.message).toContain(`Cannot seed 'rows': ${problem}`);
      expect(database.content()).toBe(before);
    }
  });

  it.each<[unknown, string]>([
    [undefined, 'it has no default export'],
    [{ default: 7 }, 'its default export is not an object'],
    [{ up() {} }, 'its default export has no run() function'],
    [{ *run() {} }, 'its run() is a generator'],
    [{ run() {}, withinTransaction: 'no' }, 'its withinTransaction is not a boolean'],
    [{ rows: [] }, 'it is not an object of table and rows'],
    [{ rows: { users: {} } }, "the rows of 'users' are not a list"],
    ['SELECT 1;\n-- down\nSELECT 2;', "it has a section '-- down'"],
  ])('loads no %j', async (seeder, fault) => {
    const error = await failureOf(seed({ a: seeder }));
    expect([error.code, error.message]).toEqual(['SEED.INVALID', `Cannot seed 'a': ${fault}.`]);
  });

  it('stops between two seeders, and asks once before the first', async () => {
    const database = withUsers();
    const reasons = [undefined, 'SIGINT'];
    const error = await failureOf(
      seed({ a: insert(1), b: insert(2) }, { shouldStop: () => reasons.shift() }, database),
    );
    expect(error).toMatchObject({
      code: 'SEED.INTERRUPTED',
      details: { reason: 'SIGINT', seeded: { done: [{ name: 'a' }], remaining: ['b'] } },
    });
    const refuse = async (): Promise<never> => Promise.reject(new Error('no'));
    await expect(seed({ c: insert(3) }, { approve: refuse }, database)).rejects.toThrow('no');
    expect((await seed({}, { approve: refuse }, database)).done).toEqual([]);
    expect(users(database)).toEqual([{ id: 1, name: 'u1' }]);
  });

  it('refuses the database of another environment', async () => {
    const database = withUsers();
    const inEnvironment = (name: string) => ({ environment: { name, onMismatch: 'refuse' as const } });
    const migrations = { '1_a': { up() {} } };
    await createMigrator({ database: database.d1, migrations, ...inEnvironment('production') }).migrate();
    const error = await failureOf(seed({ a: insert(1) }, inEnvironment('staging'), database));
    expect([error.code, users(database)]).toEqual(['LEDGER.ENVIRONMENT', []]);
  });

  it('says that it is not known what became of a batch whose answer was lost', async () => {
    const database = withUsers();
    const batch: SqlDatabase['batch'] = async (statements) => {
      const results = await database.d1.batch(statements as never);
      if (users(database).length > 0) throw new Error('D1_ERROR: Network connection lost.');
      return results as never;
    };
    const losing = { prepare: (sql: string) => database.d1.prepare(sql), batch };
    const error = await failureOf(seed({ a: insert(1) }, { database: losing as SqlDatabase }, database));
    expect([error.code, users(database)]).toEqual(['SEED.OUTCOME_UNKNOWN', [{ id: 1, name: 'u1' }]]);
  });

  it('pretends: shows what is known, and writes nothing', async () => {
    const database = withUsers();
    const before = database.content();
    const migrator = createMigrator({ database: database.d1, migrations: {} } as MigratorOptions);
    const reading = { run: async (db: SqlDatabase) => void (await db.prepare('SELECT 1').first()) };
    const seeders = {
      reading,
      sql: insert(1),
      readingAgain: reading,
      rows: { rows: { users: [{ id: 1, n: 2 }] } },
    };
    const entries = Object.entries(seeders).map(([name, seeder]) => ({ name, load: async () => seeder }));
    const pretended = await migrator.seed({ seeders: await loadSeeders(entries), pretend: true });
    expect(pretended.seeders).toEqual([
      { name: 'reading', statements: [], unknown: null },
      { name: 'sql', statements: [{ sql: insert(1), values: [] }], unknown: null },
      { name: 'readingAgain', statements: null, unknown: expect.stringContaining('It reads the database') },
      {
        name: 'rows',
        statements: [{ sql: expect.stringContaining('"users"'), values: ['[[1,2]]'] }],
        unknown: null,
      },
    ]);
    expect(database.content()).toBe(before);
  });
});
