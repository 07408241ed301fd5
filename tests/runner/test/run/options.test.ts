// What a program without a compiler may pass: an option that is misspelt, or has an invalid value.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  checkDatabase,
  createMigrator,
  dumpSchema,
  exportMigrations,
  lintMigrations,
  type Migrator,
  type MigratorOptions,
  type SqlDatabase,
  verifyMigrations,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b', 'c');

type Call = (migrator: Migrator, options: never) => Promise<unknown>;

const calls: readonly [string, Call, unknown, string][] = [
  ['migrate', (migrator, options) => migrator.migrate(options), { pretned: true }, "'pretned'"],
  ['migrate', (migrator, options) => migrator.migrate(options), { pretend: 'no' }, 'pretend'],
  ['migrate', (migrator, options) => migrator.migrate(options), { failOn: ['MIGRATION.MOVED'] }, 'failOn'],
  ['migrate', (migrator, options) => migrator.migrate(options), { failOn: 'MIGRATION.CHANGED' }, 'failOn'],
  ['migrate', (migrator, options) => migrator.migrate(options), { allow: 'drop-table' }, 'allow'],
  ['migrate', (migrator, options) => migrator.migrate(options), { to: null }, 'to'],
  ['migrate', (migrator, options) => migrator.migrate(options), null, 'migrate()'],
  ['migrate', (migrator, options) => migrator.migrate(options), true, 'migrate()'],
  ['rehearse', (migrator, options) => migrator.rehearse(options), { step: true }, "'step'"],
  ['rollback', (migrator, options) => migrator.rollback(options), { steps: 3 }, "'steps'"],
  ['rollback', (migrator, options) => migrator.rollback(options), 2, 'rollback()'],
  ['reset', (migrator, options) => migrator.reset(options), { step: 1 }, "'step'"],
  ['refresh', (migrator, options) => migrator.refresh(options), { steps: 1 }, "'steps'"],
  ['fresh', (migrator, options) => migrator.fresh(options), { to: '1_a' }, "'to'"],
  ['adopt', (migrator, options) => migrator.adopt(options), undefined, 'adopt()'],
  ['adopt', (migrator, options) => migrator.adopt(options), { to: 'a' }, 'scratch'],
  ['squash', (migrator, options) => migrator.squash(options), { scratch: 'memory' }, 'scratch'],
];

describe('a method', () => {
  it.each(calls)('%s refuses an option that it does not take: %#', async (_, call, options, named) => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate({ to: 'create_a' });
    const before = database.content();
    const error = await failureOf(call(migrator, options as never));
    expect(error.code).toBe('OPTION.INVALID');
    expect(error.message.startsWith(named), error.message).toBe(true);
    expect(database.content()).toBe(before);
  });

  it('says which options it takes', async () => {
    const migrator = createMigrator({ database: testDatabase().d1, migrations });
    expect(await failureOf(migrator.rollback({ steps: 3 } as never))).toMatchObject({
      message: "'steps' is not an option of rollback().",
      hint: 'It takes step, batch, to, down, pretend.',
    });
    expect(
      await failureOf(migrator.adopt({ ledgerOf: 'rails', scratch: openMemoryD1() } as never)),
    ).toMatchObject({
      message: "ledgerOf is 'rails'.",
      hint: expect.stringContaining('wrangler, alchemy, nuxthub, drizzle'),
    });
  });

  it('treats an option that is undefined as not given', async () => {
    const migrator = createMigrator({ database: testDatabase().d1, migrations, ledger: undefined } as never);
    const { done } = await migrator.migrate({ to: undefined, step: undefined, pretend: undefined } as object);
    expect(done).toHaveLength(3);
  });
});

describe('createMigrator', () => {
  it.each<[string, object, string]>([
    ['a binding that is not there', { database: undefined }, 'database is undefined.'],
    ['no migrations', { migrations: undefined }, 'migrations is undefined.'],
    // It was an empty record: nothing was pending, and nothing was done.
    ['a Map of migrations', { migrations: new Map(Object.entries(migrations)) }, 'migrations is an object.'],
    [
      'a misspelt option',
      { wranglerledger: 'd1_migrations' },
      "'wranglerledger' is not an option of createMigrator().",
    ],
    ['trust in batches that is no boolean', { trustAtomicBatches: 'no' }, "trustAtomicBatches is 'no'."],
    ['an empty name of a ledger', { wranglerLedger: '' }, 'wranglerLedger is empty.'],
    ['null for a ledger', { ledger: null }, 'ledger is null.'],
    [
      'an environment that is a text',
      { environment: 'staging' },
      "environment takes an object, not 'staging'.",
    ],
    // It was a warning, and the run went on.
    [
      'a refusal that is misspelt',
      { environment: { name: 'staging', onMismatch: 'refused' } },
      "onMismatch is 'refused'.",
    ],
  ])('refuses %s', (_, options, message) => {
    const given = { database: testDatabase().d1, migrations, ...options } as MigratorOptions;
    expect(() => createMigrator(given)).toThrow(expect.objectContaining({ code: 'OPTION.INVALID', message }));
  });
});

// Its own database was migrated by an adopt, and what another scratch held went into the squash.
describe('a scratch database', () => {
  const calls: readonly [string, (migrator: Migrator, scratch: SqlDatabase) => Promise<unknown>][] = [
    ['adopt', (migrator, scratch) => migrator.adopt({ to: 'create_b', force: true, scratch })],
    ['squash', (migrator, scratch) => migrator.squash({ to: 'create_b', scratch })],
    [
      'verifySquash',
      async (migrator, scratch) => {
        const squash = await migrator.squash({ to: 'create_b', scratch: openMemoryD1() });
        await migrator.verifySquash(squash, { name: squash.name, load: async () => ({ up() {} }) }, scratch);
      },
    ],
  ];

  it.each(calls)('of %s cannot be the database itself', async (_, call) => {
    const database = testDatabase();
    const error = await failureOf(call(createMigrator({ database: database.d1, migrations }), database.d1));
    expect([error.code, error.message]).toEqual(['OPTION.INVALID', 'scratch is the database itself.']);
    expect(database.schema()).toEqual([]);
  });

  it.each(calls)('of %s must be empty', async (_, call) => {
    const [database, scratch] = [testDatabase(), testDatabase()];
    scratch.run('CREATE TABLE kept (id INTEGER PRIMARY KEY)');
    const before = scratch.content();
    const error = await failureOf(call(createMigrator({ database: database.d1, migrations }), scratch.d1));
    expect([error.code, error.message]).toEqual([
      'OPTION.INVALID',
      "scratch is not empty: it has the table 'kept'.",
    ]);
    expect(scratch.content()).toBe(before);
  });
});

describe('a function that is not a method', () => {
  it('refuses an option that it does not take', async () => {
    const database = openMemoryD1();
    const calls: readonly Promise<unknown>[] = [
      dumpSchema({ databse: database } as never),
      dumpSchema(undefined as never),
      checkDatabase({ database, readEveryPage: true } as never),
      exportMigrations({ database, migrations: undefined } as never),
      lintMigrations({ migrations, scratch: database } as never),
      lintMigrations({ migrations, scratch: () => openMemoryD1(), allow: 'drop-table' } as never),
      // It was the last batch, which was rolled back.
      verifyMigrations({ scratch: database, migrations, which: 'last' } as never),
    ];
    const failures = await Promise.all(calls.map(failureOf));
    expect(failures.map(({ code }) => code)).toEqual(calls.map(() => 'OPTION.INVALID'));
    database.close();
  });
});
