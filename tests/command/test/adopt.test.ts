// roost migrate:adopt
import { describe, expect, it } from 'vitest';
import { ledgerIn, prepareDatabase, tablesIn } from './support/database.ts';
import { nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];

/** a and b, built with Kysely's ledger; c is pending. */
async function builtBefore(more = ''): Promise<Project> {
  const project = await projectWith(tables('a', 'b', 'c'));
  await project.roost(['migrate:status']);
  prepareDatabase(
    project.path('own.sqlite'),
    `CREATE TABLE a (id INTEGER PRIMARY KEY);
     create table "b" ("id" integer primary key);
     CREATE TABLE kysely_migration (name TEXT PRIMARY KEY, timestamp TEXT NOT NULL);
     CREATE TABLE kysely_migration_lock (id TEXT PRIMARY KEY, is_locked INTEGER NOT NULL);
     INSERT INTO kysely_migration VALUES ('${a}', '2025-01-01T00:00:00.000Z'), ('${b}', '2025-01-02T00:00:00.000Z');
     ${more}`,
  );
  return project;
}

const own = ['--file', 'own.sqlite'];

describe.concurrent('roost migrate:adopt', () => {
  it('records what the other ledger says, runs none of it, and migrate goes on from there', async () => {
    await using project = await builtBefore();
    const adopted = await project.roost(['migrate:adopt', ...own]);
    expect(adopted).toMatchObject({ exitCode: 0, stdout: '' });
    expect(adopted.stderr).toBe(
      `  adopt ${a} (batch 1)\n  adopt ${b} (batch 1)\nMarked 2 migrations as applied, according to the ledger of kysely; none was run.\n`,
    );
    const migrated = await project.json(['migrate', ...own]);
    expect(migrated.result).toMatchObject({ done: [{ name: c, batch: 2 }], warnings: [] });
    expect(tablesIn(project.path('own.sqlite'))).toEqual([
      'a',
      'b',
      'c',
      'kysely_migration',
      'kysely_migration_lock',
    ]);
    expect((await project.roost(['migrate:adopt', ...own])).stderr).toContain('Nothing to adopt');
  });

  it('refuses a database that is another one, and shows both texts', async () => {
    await using project = await builtBefore(
      'ALTER TABLE a ADD COLUMN more TEXT; DROP TABLE b; CREATE VIEW v AS SELECT 1;',
    );
    const before = await project.contents();
    const { exitCode, stderr } = await project.roost(['migrate:adopt', ...own]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      "extra view 'v', different table 'a', missing table 'b'. [ADOPT.SCHEMA_DIFFERS]\n",
    );
    expect(stderr).toContain(
      '  different: table a\n      created by the migrations: CREATE TABLE a (id INTEGER PRIMARY KEY)\n      in the database: CREATE TABLE a (id INTEGER PRIMARY KEY, more TEXT)\n',
    );
    expect(await project.contents()).toEqual(before);
    const forced = await project.roost(['migrate:adopt', '--force', ...own]);
    expect(forced).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('  different: table a\n') });
    expect(ledgerIn(project.path('own.sqlite'))).toHaveLength(2);
  });

  it('takes all up to a name, and pretends', async () => {
    await using project = await builtBefore();
    const before = await project.contents();
    const pretended = await project.json(['migrate:adopt', '--to', 'b', '--pretend', ...own]);
    expect(pretended.result).toEqual({
      tool: null,
      migrations: [a, b].map((name) => ({ name, batch: 1 })),
      differences: [],
    });
    expect(await project.contents()).toEqual(before);
    expect((await project.roost(['migrate:adopt', '--to', 'b', ...own])).exitCode).toBe(0);
  });

  it('of what wrangler has applied by itself', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate', '--to', 'a']);
    prepareDatabase(project.database, 'DROP TABLE migrations; CREATE TABLE b (id INTEGER PRIMARY KEY)');
    prepareDatabase(project.database, `INSERT INTO d1_migrations (name) VALUES ('${b}.sql')`);
    const { result, target } = await project.json(['migrate:adopt']);
    expect(result).toMatchObject({ tool: 'wrangler', migrations: [{ name: a }, { name: b }] });
    expect(target).toMatchObject({ kind: 'local' });
    expect((await project.json(['migrate:status'])).result).toMatchObject({ pending: 0 });
  });

  it.each([
    ['without a ledger to go by', ['migrate:adopt'], 'ADOPT.LEDGER_MISSING'],
    ['for a tool that it does not know', ['migrate:adopt', '--from', 'flyway'], 'CLI.USAGE'],
    ['with both a tool and a name', ['migrate:adopt', '--from', 'knex', '--to', 'a'], 'CLI.USAGE'],
    ['up to a name that is not there', ['migrate:adopt', '--to', 'zzz'], 'MIGRATION.NOT_FOUND'],
  ])('refuses %s, and writes nothing', async (_, args, code) => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    expect(await project.json(args)).toMatchObject({ exitCode: 2, error: { code } });
    expect(await project.contents()).toEqual(before);
  });
});
