// The answer to a batch is lost after it ran, and other runs change the ledger before it is read again.
import { type Migration, type MigrationReport, type Migrator, RoostError } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { type StandInDatabase, standIn } from '../support/stand-in.ts';

const server = standIn(40);

const ledgers = {
  'our own ledger': [],
  'a three-column ledger taken over': [
    'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER)',
  ],
  "a ledger of Laravel's form": [
    'CREATE TABLE migrations (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, migration VARCHAR NOT NULL, batch INTEGER NOT NULL)',
  ],
} as const;

const doubles = sqlMigration(['UPDATE t SET cents = cents * 2'], ['UPDATE t SET cents = cents / 2']);
const adds = sqlMigration(['UPDATE t SET cents = cents + 1'], ['UPDATE t SET cents = cents - 1']);

async function aDatabase(ledger: readonly string[]): Promise<StandInDatabase> {
  const database = server.database();
  await database.run('CREATE TABLE t (cents INTEGER)', 'INSERT INTO t VALUES (100)', ...ledger);
  return database;
}

const state = async (database: StandInDatabase) => ({
  cents: (await database.rows('SELECT cents FROM t'))[0]?.['cents'],
  ledger: (await database.rows('SELECT migration FROM migrations ORDER BY id')).map(
    ({ migration }) => migration,
  ),
});

/** Holds the answer to the batch of that number from now on while something else is done, and cuts its connection. */
async function whileHeld<T>(
  { uuid }: StandInDatabase,
  run: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
  ordinal = 1,
): Promise<T> {
  const isWrite = (body: unknown) => /INSERT INTO \\?"migrations/.test(JSON.stringify(body));
  server.cloudflare.fail({ what: 'hold-and-cut', when: { path: new RegExp(uuid), body: isWrite, ordinal } });
  const running = run();
  running.catch(() => undefined);
  await server.cloudflare.held();
  await meanwhile();
  server.cloudflare.cutHeld();
  return running;
}

const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);
const reportOf = ({ details }: { details: Record<string, unknown> }) => details['report'] as MigrationReport;

describe.each(Object.entries(ledgers))('%s', (_title, ledger) => {
  const migrations = { '1_a': adds, '2_b': doubles, '3_c': adds };

  it('a migrate skips what another run has applied meanwhile', async () => {
    const database = await aDatabase(ledger);
    const other = database.runner({ '1_a': adds, '2_b': doubles });
    const report = await whileHeld(
      database,
      () => database.runner(migrations).migrate(),
      () => other.migrate(),
    );
    expect([names(report.done), names(report.skipped)]).toEqual([['1_a', '3_c'], ['2_b']]);
    expect(await state(database)).toEqual({ cents: 203, ledger: ['1_a', '2_b', '3_c'] });
  });

  it('a migrate is not affected by what another run has applied meanwhile after its last migration', async () => {
    const database = await aDatabase(ledger);
    const report = await whileHeld(
      database,
      () => database.runner({ '1_a': adds }).migrate(),
      () => database.runner(migrations).migrate(),
    );
    expect(names(report.done)).toEqual(['1_a']);
    expect(await state(database)).toEqual({ cents: 203, ledger: ['1_a', '2_b', '3_c'] });
  });

  it('a migrate stops if another run has rolled back meanwhile', async () => {
    const database = await aDatabase(ledger);
    await database.runner({ '1_a': adds }).migrate();
    const error = await whileHeld(
      database,
      () => failureOf(database.runner(migrations).migrate()),
      () => database.runner({ '1_a': adds, '2_b': doubles }).rollback({ batch: 1 }),
    );
    expect(error).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect(error.message).toContain("Another run rolled back '1_a'.");
    expect([names(reportOf(error).done), names(reportOf(error).remaining)]).toEqual([['2_b'], ['3_c']]);
    expect(await state(database)).toEqual({ cents: 201, ledger: ['2_b'] });
  });

  it('an approved plan stops at what was not part of it', async () => {
    const database = await aDatabase(ledger);
    const error = await whileHeld(
      database,
      () => failureOf(database.runner(migrations, { approve: async () => undefined }).migrate()),
      () => database.runner({ '0_x': doubles, '1_a': adds }).migrate(),
    );
    expect(error).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect([names(reportOf(error).done), names(reportOf(error).remaining)]).toEqual([
      ['1_a'],
      ['2_b', '3_c'],
    ]);
    expect(await state(database)).toEqual({ cents: 202, ledger: ['1_a', '0_x'] });
  });

  // A run whose own answer was lost sends its batch again, and without AUTOINCREMENT the row gets the same id.
  it('a rollback is done if the run that had applied its migration has applied it again meanwhile', async () => {
    const database = await aDatabase(ledger);
    await database.runner(migrations).migrate();
    const [row = {}] = await database.rows("SELECT * FROM migrations WHERE migration = '3_c'");
    const again = Object.entries({ ...row, applied_at: '2099-01-01T00:00:00.000Z' })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value]);
    const insert = `INSERT INTO migrations (${again.map(([name]) => name).join()}) VALUES (${again.map(([, value]) => value).join()})`;
    const report = await whileHeld(
      database,
      () => database.runner(migrations).rollback({ step: 1 }),
      () => database.run('UPDATE t SET cents = cents + 1', insert),
    );
    expect(names(report.done)).toEqual(['3_c']);
    expect(await state(database)).toEqual({ cents: 203, ledger: ['1_a', '2_b', '3_c'] });
  });

  it('a rollback stops if another run has applied something meanwhile', async () => {
    const database = await aDatabase(ledger);
    await database.runner({ '1_a': adds, '2_b': doubles }).migrate();
    const error = await whileHeld(
      database,
      () => failureOf(database.runner({ '1_a': adds, '2_b': doubles }).rollback()),
      () => database.runner({ '1_a': adds, '3_c': adds }).migrate(),
    );
    expect(error).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect([names(reportOf(error).done), names(reportOf(error).remaining)]).toEqual([['2_b'], ['1_a']]);
    expect(await state(database)).toEqual({ cents: 102, ledger: ['1_a', '3_c'] });
  });

  it('a rollback is told apart from that of another run, which has applied the same migration again', async () => {
    const database = await aDatabase(ledger);
    const both = { '1_a': adds, '2_b': doubles };
    await database.runner(both).migrate();
    const error = await whileHeld(
      database,
      () => failureOf(database.runner(both).rollback()),
      () => database.runner(both).migrate(),
    );
    expect(error.message).toMatch(
      /^The ledger has changed since this run was planned\. Another run applied '2_b' \(run [^)]*\)\.$/,
    );
    expect([names(reportOf(error).done), names(reportOf(error).remaining)]).toEqual([['2_b'], ['1_a']]);
    expect(await state(database)).toEqual({ cents: 202, ledger: ['1_a', '2_b'] });
  });

  it('a migrate stops at a migration that another run has left partial', async () => {
    const database = await aDatabase(ledger);
    const fails = { withinTransaction: false, up: () => Promise.reject(new Error('no')) } satisfies Migration;
    const error = await whileHeld(
      database,
      () => failureOf(database.runner(migrations).migrate()),
      () => failureOf(database.runner({ '0_x': fails, '1_a': adds }).migrate()),
    );
    expect(error).toMatchObject({ code: 'MIGRATION.PARTIAL' });
    expect((await state(database)).cents).toBe(101);
  });

  it('a wiped database that another run has filled meanwhile is left as it is', async () => {
    const database = await aDatabase(ledger);
    const table = sqlMigration(['CREATE TABLE made (n)', 'INSERT INTO made VALUES (1)']);
    await database.runner({ '1_a': adds }).migrate();
    const error = await whileHeld(
      database,
      () => failureOf(database.runner({ '5_y': table }).fresh()),
      () => database.runner({ '6_z': table }).migrate(),
    );
    expect(error).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect(reportOf(error).wiped.map(({ name }) => name)).toContain('t');
    expect(await database.rows('SELECT migration FROM migrations')).toEqual([{ migration: '6_z' }]);
  });
});

it('a ledger taken over never gets a second row with the same name, whatever a run assumes', async () => {
  const database = await aDatabase(ledgers['a three-column ledger taken over']);
  await database.runner({ '1_a': adds }).migrate();
  const [row] = await database.rows('SELECT * FROM migrations');
  // A reader that is shown another name for the row that is there.
  const runner = database.runner({ '1_a': adds }) as Migrator;
  await database.run("UPDATE migrations SET migration = '0_hidden'");
  await database.run('DELETE FROM d1_migrations');
  const slow = database.runner({
    '1_a': {
      ...adds,
      async up(db) {
        await database.run("UPDATE migrations SET migration = '1_a'");
        await db.run('UPDATE t SET cents = cents + 1');
      },
    },
  });
  const error = await failureOf(slow.migrate());
  expect(error).toBeInstanceOf(RoostError);
  expect(error.code).toBe('LEDGER.CONFLICT');
  expect(await database.rows('SELECT * FROM migrations')).toEqual([row]);
  expect((await runner.migrate()).done).toEqual([]);
});
