// If the ledger does not say what is applied, the schema does: the migrations that create it are proposed.
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import {
  build,
  listInWranglers,
  migrations,
  migratorOf,
  names,
  recorded,
  scratch,
  statements,
} from './support.ts';

const [first, second, third, fourth, seed, last] = names;
const files = (...listed: readonly string[]) => listed.map((name) => `${name}.sql`);

describe('a schema that is further than the ledger', () => {
  it('is recognized, and adopted by the command that the hint names', async () => {
    const database = testDatabase();
    build(database, 3);
    listInWranglers(database, files(first));
    const before = database.content();
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error).toMatchObject({
      code: 'ADOPT.SCHEMA_DIFFERS',
      hint: `The schema is the one after '${third}': roost migrate:adopt --to ${third}. Nothing was changed.`,
      details: { nearest: { to: third, differences: [], unclear: [] } },
    });
    expect(error.details['differences']).toHaveLength(2);
    expect(database.content()).toBe(before);
    await migratorOf(database).adopt({ to: third, scratch: scratch() });
    expect(recorded(database)).toEqual([first, second, third]);
  });

  it('does not show whether a migration that writes only rows is applied', async () => {
    const database = testDatabase();
    build(database, 5);
    listInWranglers(database, files(first));
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error.hint).toContain(
      `roost migrate:adopt --to ${fourth} (or --to ${seed}, if that is applied as well: the schema does not show it).`,
    );
    expect(error.details['nearest']).toMatchObject({ to: fourth, unclear: [seed] });
  });

  it('is recognized if a later migration does not run', async () => {
    const database = testDatabase();
    build(database, 3);
    listInWranglers(database, files(first));
    const broken = { ...migrations, [last]: sqlMigration(['DROP TABLE nowhere']) };
    const error = await failureOf(migratorOf(database, { migrations: broken }).adopt({ scratch: scratch() }));
    expect(error.details['nearest']).toMatchObject({ to: third });
  });

  it('is recognized by a migration outside a transaction', async () => {
    const database = testDatabase();
    build(database, 3);
    listInWranglers(database, files(first));
    const direct = Object.fromEntries(
      Object.entries(migrations).map(([name, it]) => [name, { ...it, withinTransaction: false }]),
    );
    const error = await failureOf(migratorOf(database, { migrations: direct }).adopt({ scratch: scratch() }));
    expect(error.details['nearest']).toMatchObject({ to: third, differences: [] });
  });

  it('is shown with the differences that no migration explains', async () => {
    const database = testDatabase();
    build(database, 4);
    database.run('CREATE INDEX by_hand ON users (email)');
    listInWranglers(database, files(first));
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error.hint).toBe(
      `The nearest is the schema after '${fourth}', with 1 difference: roost migrate:adopt --to ${fourth} --pretend ` +
        'shows it. Correct the migrations until they create the existing schema; --force marks them as applied anyway. ' +
        'Nothing was changed.',
    );
    const plan = await migratorOf(database).adopt({ to: fourth, scratch: scratch(), pretend: true });
    expect(plan.differences).toMatchObject([{ difference: 'extra', name: 'by_hand' }]);
    expect(plan.nearest).toBeNull();
  });

  it('is proposed in a dry run too, and if the named migration is the wrong one', async () => {
    const database = testDatabase();
    build(database, 3);
    const plan = await migratorOf(database).adopt({ to: last, scratch: scratch(), pretend: true });
    expect(plan.nearest).toMatchObject({ to: third, differences: [] });
  });

  it('goes on from what is recorded', async () => {
    const database = testDatabase();
    build(database, 1);
    await migratorOf(database).adopt({ to: first, scratch: scratch() });
    database.run(`${statements[1]}; ${statements[2]}`);
    const error = await failureOf(migratorOf(database).adopt({ to: second, scratch: scratch() }));
    expect(error.details['nearest']).toMatchObject({ to: third, differences: [] });
  });
});

describe('without a proposal', () => {
  it('are other tables, which no migration creates', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE others (id)');
    listInWranglers(database, files(first));
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error).toMatchObject({ code: 'ADOPT.SCHEMA_DIFFERS', details: { nearest: null } });
    expect(error.hint).toMatch(/^Correct the migrations/);
  });

  it('is a history with gaps, which is no number of first migrations', async () => {
    const database = testDatabase();
    build(database, 4);
    listInWranglers(database, files(first, second, fourth));
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error).toMatchObject({ code: 'ADOPT.SCHEMA_DIFFERS', details: { nearest: null } });
  });
});

describe('without an entry in a ledger', () => {
  it('the schema says what to adopt', async () => {
    const database = testDatabase();
    build(database, 2);
    const error = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(error).toMatchObject({
      code: 'ADOPT.LEDGER_MISSING',
      hint: `The schema is the one after '${second}': roost migrate:adopt --to ${second}. Nothing was changed.`,
    });
    await migratorOf(database).adopt({ to: second, scratch: scratch() });
    expect(recorded(database)).toEqual([first, second]);
  });

  it.each(['d1_migrations', 'my_list'])('it is so for an empty %s as well', async (table) => {
    const database = testDatabase();
    build(database, 2);
    listInWranglers(database, [], table);
    const before = database.content();
    const migrator = migratorOf(database, { wranglerLedger: table });
    expect(await failureOf(migrator.adopt({ scratch: scratch() }))).toMatchObject({
      code: 'ADOPT.LEDGER_EMPTY',
      message: `The ledger of wrangler ('${table}') is empty, although the database has 2 tables: 'posts', 'users'.`,
      hint: expect.stringContaining(`roost migrate:adopt --to ${second}.`),
    });
    expect(database.content()).toBe(before);
  });

  it('an empty database has nothing to adopt', async () => {
    const database = testDatabase();
    const missing = await failureOf(migratorOf(database).adopt({ scratch: scratch() }));
    expect(missing).toMatchObject({ code: 'ADOPT.LEDGER_MISSING' });
    expect(missing.hint).toBe(
      'It has no tables either: roost migrate applies the migrations. Nothing was changed.',
    );
    listInWranglers(database, []);
    expect(await migratorOf(database).adopt({ scratch: scratch() })).toMatchObject({
      tool: 'wrangler',
      listed: 0,
      migrations: [],
    });
  });

  it('a database whose tables are recorded has nothing to adopt', async () => {
    const database = testDatabase();
    await migratorOf(database).migrate();
    listInWranglers(database, []);
    expect((await migratorOf(database).adopt({ scratch: scratch() })).migrations).toEqual([]);
  });

  it('an empty ledger beside a filled one does not matter', async () => {
    const database = testDatabase();
    build(database, 1);
    listInWranglers(database, files(first));
    database.run('CREATE TABLE kysely_migration (name TEXT PRIMARY KEY, timestamp TEXT NOT NULL)');
    expect(await migratorOf(database).adopt({ scratch: scratch() })).toMatchObject({ tool: 'wrangler' });
  });
});

describe('a very long text', () => {
  it('is compared by its beginning and its length', async () => {
    const check = `CHECK (id <> '${'x'.repeat(30_000)}')`;
    const long = {
      [first]: sqlMigration([`CREATE TABLE users (id INTEGER PRIMARY KEY, ${check})`]),
      [second]: sqlMigration([statements[1]]),
    };
    const database = testDatabase();
    database.run(`CREATE TABLE users (id INTEGER PRIMARY KEY, ${check}); ${statements[1]}`);
    const error = await failureOf(
      migratorOf(database, { migrations: long }).adopt({ to: first, scratch: scratch() }),
    );
    expect(error.details['nearest']).toMatchObject({ to: second, differences: [] });
  });
});
