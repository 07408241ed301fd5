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
      listed: 2,
      migrations: [a, b].map((name) => ({ name, batch: 1 })),
      differences: [],
      nearest: null,
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

  it('proposes the migration that fits the schema, and takes the proposal', async () => {
    await using project = await builtBefore('CREATE TABLE c (id INTEGER PRIMARY KEY);');
    const refused = await project.roost(['migrate:adopt', ...own]);
    expect(refused.exitCode).toBe(2);
    const next = `next  The schema is the one after '${c}': roost migrate:adopt --to ${c}.`;
    expect(refused.stderr).toBe(
      "error The database schema differs from what the 2 migrations create: extra table 'c'. [ADOPT.SCHEMA_DIFFERS]\n" +
        `${next} Nothing was changed.\n`,
    );
    expect((await project.roost(['migrate:adopt', '--pretend', ...own])).stderr).toContain(`${next}\n`);
    expect((await project.roost(['migrate:adopt', '--to', c, ...own])).exitCode).toBe(0);
    expect(ledgerIn(project.path('own.sqlite'))).toHaveLength(3);
  });

  it('says that a ledger is empty, and what the tables show', async () => {
    await using project = await builtBefore('DELETE FROM kysely_migration;');
    const { exitCode, stderr } = await project.roost(['migrate:adopt', ...own]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      "The ledger of kysely ('kysely_migration') is empty, although the database has 2 tables: 'a', 'b'. [ADOPT.LEDGER_EMPTY]",
    );
    expect(stderr).toContain(`roost migrate:adopt --to ${b}.`);
  });

  it('reads a ledger of another name, and refuses what is none', async () => {
    await using project = await builtBefore(
      'ALTER TABLE kysely_migration RENAME TO "my list"; ALTER TABLE kysely_migration_lock RENAME TO "my list_lock"',
    );
    const adopt = (...flags: readonly string[]) => project.json(['migrate:adopt', ...flags, ...own]);
    expect(await adopt('--ledger-of', 'kysely:nowhere')).toMatchObject({
      exitCode: 2,
      error: {
        code: 'ADOPT.LEDGER_MISSING',
        message: "The table 'nowhere' is no ledger of kysely: it does not exist.",
      },
    });
    expect(await adopt('--ledger-of', 'drizzle:my list')).toMatchObject({
      exitCode: 2,
      error: { message: "The table 'my list' is no ledger of drizzle: it has no column 'hash'." },
    });
    expect(await adopt('--ledger-of', 'kysely:my list')).toMatchObject({
      result: { tool: 'kysely', migrations: [{ name: a }, { name: b }], differences: [] },
    });
  });

  it('is proposed by status and migrate, before anything runs', async () => {
    await using project = await builtBefore();
    const before = await project.contents();
    const status = await project.roost(['migrate:status', ...own]);
    expect(status.stderr).toContain(
      "next  adopt: kysely has applied 2 of them, according to its ledger 'kysely_migration': run roost migrate:adopt to mark them as applied\nnext  pending: run roost migrate to apply it\n",
    );
    expect((await project.json(['migrate:status', ...own])).result).toMatchObject({
      appliedElsewhere: [{ tool: 'kysely', table: 'kysely_migration', names: [a, b] }],
    });
    const migrated = await project.roost(['migrate', ...own]);
    expect(migrated.exitCode).toBe(1);
    expect(migrated.stderr).toBe(
      `error Pending here, but already applied according to the ledger of kysely ('kysely_migration'): '${a}', '${b}'. [MIGRATION.APPLIED_ELSEWHERE]\n` +
        "next  Mark what it has applied with roost migrate:adopt; to run it again, delete its row in 'kysely_migration' first. Nothing was changed.\n",
    );
    expect(await project.contents()).toEqual(before);
  });

  it('is only noted where the other tool has applied other migrations', async () => {
    await using project = await builtBefore(
      "UPDATE kysely_migration SET name = 'x' || name; DROP TABLE a; DROP TABLE b; CREATE TABLE x (id)",
    );
    const { exitCode, stderr } = await project.roost(['migrate', ...own]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'warning another tool has migrated this database; if what it has applied is pending here, run roost migrate:adopt first: kysely (kysely_migration) [LEDGER.OTHER_TOOL]\n',
    );
    expect((await project.roost(['migrate:status', ...own])).stderr).not.toContain('adopt');
  });

  it.each([
    ['without a ledger to go by', ['migrate:adopt'], 'ADOPT.LEDGER_MISSING'],
    ['for a tool without the table after its colon', ['migrate:adopt', '--ledger-of', 'knex:'], 'CLI.USAGE'],
    ['for a tool that it does not know', ['migrate:adopt', '--ledger-of', 'flyway'], 'CLI.USAGE'],
    ['with both a tool and a name', ['migrate:adopt', '--ledger-of', 'knex', '--to', 'a'], 'CLI.USAGE'],
    ['up to a name that is not there', ['migrate:adopt', '--to', 'zzz'], 'MIGRATION.NOT_FOUND'],
  ])('refuses %s, and writes nothing', async (_, args, code) => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    expect(await project.json(args)).toMatchObject({ exitCode: 2, error: { code } });
    expect(await project.contents()).toEqual(before);
  });
});
