// The ledger is read from a replica that lags: what it shows does not prove that something was not done.
import {
  createMigrator,
  type Migration,
  type SqlDatabase,
  type SqlResult,
  type SqlStatement,
} from '@roostjs/migrations-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { standIn } from '../support/stand-in.ts';

const server = standIn(20);
afterEach(() => {
  server.cloudflare.clearFaults();
  server.cloudflare.behave({ readsLagBy: 0 });
});

const doubles = sqlMigration(['UPDATE t SET cents = cents * 2'], ['UPDATE t SET cents = cents / 2']);
const creates = sqlMigration(['CREATE TABLE made (n)'], ['DROP TABLE made']);
const taken = 'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER)';
const ledgers = { 'our own ledger': [], 'a ledger taken over': [taken] };

describe.each(Object.entries(ledgers))(
  'after a commit whose answer is cut, with reads of the state before it, on %s',
  (_title, ledger) => {
    async function aDatabase() {
      const database = server.database();
      await database.run('CREATE TABLE t (cents INTEGER)', 'INSERT INTO t VALUES (100)', ...ledger);
      const isWrite = (body: unknown) => /INSERT INTO \\"migrations/.test(JSON.stringify(body));
      const cut = () => {
        server.cloudflare.behave({ readsLagBy: 1 });
        server.cloudflare.fail({
          what: 'drop-after',
          when: { path: new RegExp(database.uuid), body: isWrite },
        });
      };
      return {
        ...database,
        cut,
        cents: async () => (await database.rows('SELECT cents FROM t'))[0]?.['cents'],
      };
    }

    it.each([
      ['a change of rows', doubles, 200],
      ['a table', creates, 100],
    ])('%s is applied once, and reported as applied', async (_what, migration, cents) => {
      const database = await aDatabase();
      database.cut();
      const report = await database.runner({ '1_a': migration }).migrate();
      expect(report.done.map(({ name }) => name)).toEqual(['1_a']);
      expect(await database.cents()).toBe(cents);
      expect(await database.rows('SELECT migration, state FROM migrations')).toEqual([
        { migration: '1_a', state: 'applied' },
      ]);
    });

    it('a rollback runs once, and is reported', async () => {
      const database = await aDatabase();
      await database.runner({ '1_a': doubles }).migrate();
      database.cut();
      const report = await database.runner({ '1_a': doubles }).rollback();
      expect(report.done.map(({ name }) => name)).toEqual(['1_a']);
      expect(await database.cents()).toBe(100);
    });

    it('a migration that fails when it is sent again is reported as failed at its statement', async () => {
      const database = await aDatabase();
      const fails = sqlMigration(['UPDATE t SET cents = 1', 'INSERT INTO nowhere VALUES (1)']);
      server.cloudflare.behave({ readsLagBy: 1 });
      server.cloudflare.fail({ what: 'drop-before', when: { path: new RegExp(database.uuid), ordinal: 3 } });
      const error = await failureOf(database.runner({ '1_a': fails }).migrate());
      expect(error.message).toContain('at statement 2 (INSERT INTO nowhere');
      expect(await database.cents()).toBe(100);
    });
  },
);

it('a plan that was made on a lagging replica goes on from the current ledger', async () => {
  const database = server.database();
  await database.run('CREATE TABLE t (cents INTEGER)', 'INSERT INTO t VALUES (100)', taken);
  server.cloudflare.behave({ readsLagBy: 1 });
  await database.runner({ '1_a': doubles }).migrate();
  const report = await database.runner({ '1_a': doubles, '2_b': doubles }).migrate();
  expect([report.done, report.skipped].map((steps) => steps.map(({ name }) => name))).toEqual([
    ['2_b'],
    ['1_a'],
  ]);
  expect(await database.rows('SELECT cents FROM t')).toEqual([{ cents: 400 }]);
});

describe('a replica that lags by two commits', () => {
  async function withLag() {
    const database = server.database();
    await database.run('CREATE TABLE t (cents INTEGER)', 'INSERT INTO t VALUES (100)', taken);
    server.cloudflare.behave({ readsLagBy: 2 });
    await database.runner({ '1_a': doubles, '2_b': doubles }).migrate();
    const isWrite = (name: string) => (body: unknown) =>
      /"(INSERT|DELETE FROM) /.test(JSON.stringify(body)) && JSON.stringify(body).includes(name);
    const cut = (what: 'drop-after' | 'drop-before', name: string) =>
      server.cloudflare.fail({ what, when: { path: new RegExp(database.uuid), body: isWrite(name) } });
    return { ...database, cut };
  }

  it('does not show that another run has rolled something back', async () => {
    const database = await withLag();
    database.cut('drop-after', '3_c');
    const report = await database.runner({ '1_a': doubles, '2_b': doubles, '3_c': doubles }).migrate();
    expect(report.done.map(({ name }) => name)).toEqual(['3_c']);
    expect(await database.rows('SELECT cents FROM t')).toEqual([{ cents: 800 }]);
  });

  it('does not show a rollback that never arrived as done', async () => {
    const database = await withLag();
    server.cloudflare.behave({ readsLagBy: 0 });
    // It reads the ledger as it is, and from then on a copy.
    const migrator = database.runner(
      { '1_a': doubles, '2_b': doubles },
      {
        approve: async () => {
          server.cloudflare.behave({ readsLagBy: 2 });
          database.cut('drop-before', '2_b');
        },
      },
    );
    const said = await migrator.rollback({ step: 1 });
    expect(said.done.map(({ name }) => name)).toEqual(['2_b']);
    expect(await database.rows('SELECT cents FROM t')).toEqual([{ cents: 200 }]);
  });
});

/** A database whose reads show what they showed at first, in a batch that writes too. */
function stuck(database: SqlDatabase): SqlDatabase {
  const texts = new WeakMap<SqlStatement, string>();
  const first = new Map<string, Promise<readonly SqlResult[]>>();
  return {
    prepare(sql) {
      const statement = database.prepare(sql);
      texts.set(statement, sql);
      return statement;
    },
    async batch(statements) {
      const sqls = statements.map((one) => texts.get(one) ?? '');
      const ahead = sqls.filter((sql) => /^DELETE .* WHERE 0$/.test(sql)).length;
      const reads = sqls.slice(ahead);
      if (!reads.every((sql) => sql.startsWith('SELECT'))) return database.batch(statements);
      const key = reads.join(';');
      const shown = first.get(key) ?? database.batch(statements.slice(ahead));
      first.set(key, shown);
      return [...Array.from({ length: ahead }, () => ({})), ...(await shown)] as never;
    },
  };
}

describe('a read that never shows what the database itself finds', () => {
  const migrations: Record<string, Migration> = { '1_a': creates };
  const prepared = (): TestDatabase => {
    const database = testDatabase();
    database.run(taken);
    return database;
  };

  it('after a lost answer leaves the outcome unknown, and blames no statement', async () => {
    const database = prepared();
    const far = stuck(losing(database.d1, 'lost-after'));
    const error = await failureOf(createMigrator({ database: far, migrations }).migrate());
    expect(error.code).toBe('LEDGER.OUTCOME_UNKNOWN');
    expect(error.message).not.toContain('statement');
    expect(error.hint).not.toContain('changed nothing');
    expect(database.rows('SELECT migration, state FROM migrations')).toEqual([
      { migration: '1_a', state: 'applied' },
    ]);
  });
});
