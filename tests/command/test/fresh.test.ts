// roost migrate:fresh, migrate:refresh and migrate:install
import { describe, expect, it } from 'vitest';
import { batchesIn, ledgerIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];

describe.concurrent('roost migrate:fresh', () => {
  it('drops everything, applies every migration, and says what it did', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate', '--step']);
    prepareDatabase(
      project.database,
      'CREATE TABLE old (id REFERENCES a); CREATE VIEW v AS SELECT * FROM old; INSERT INTO a VALUES (1); INSERT INTO old VALUES (1)',
    );
    const ended = await project.roost(['migrate:fresh']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('Starting over on app-db: 2 migrations\n  drop 3 tables, 1 view ');
    expect(withoutTimes(ended.stderr)).toContain(
      'Dropped 3 tables, 1 view, applied 2 migrations (<time>).\n',
    );
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
    expect(rowsIn(project.database, 'SELECT * FROM a')).toEqual([]);
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 1],
    ]);
  });

  it('works in the WAL of a database that wrangler has made, and where a migration has no down()', async () => {
    await using project = await projectWith({ [`${a}.ts`]: migration(runs('CREATE TABLE a (id)')) });
    await project.roost(['migrate']);
    expect(rowsIn(project.database, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect((await project.roost(['migrate:fresh'])).exitCode).toBe(0);
    expect((await project.json(['migrate:fresh'])).result).toMatchObject({
      action: 'fresh',
      wiped: [{ type: 'table', name: 'a' }],
      done: [{ direction: 'up', name: a, batch: 1 }],
    });
  });

  it('pretends: prints what would go and what would come, and writes nothing', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    const before = await project.contents();
    const ended = await project.roost(['migrate:fresh', '--pretend']);
    expect(ended.stdout).toContain(
      '-- drop everything\nPRAGMA defer_foreign_keys = ON;\nDROP TABLE IF EXISTS "a";\n',
    );
    expect(ended.stdout).toContain(`-- up ${a}\nCREATE TABLE a`);
    expect(await project.contents()).toEqual(before);
  });

  it('without migrations and database does nothing, and makes no database', async () => {
    await using project = await projectWith({ 'README.md': '' });
    const before = await project.contents();
    const ended = await project.roost(['migrate:fresh']);
    expect([ended.exitCode, withoutTimes(ended.stderr)]).toEqual([
      0,
      'Dropped nothing, applied 0 migrations (<time>).\n',
    ]);
    expect(await project.contents()).toEqual(before);
  });

  it('that fails at a migration says what was dropped and applied, and can be run again', async () => {
    await using project = await projectWith({
      ...tables('a'),
      [`${b}.ts`]: migration(runs('CREATE TABLE a (id)'), runs('DROP TABLE a')),
    });
    prepareDatabase(`${project.root}/own.sqlite`, 'CREATE TABLE old (id)');
    const ended = await project.roost(['migrate:fresh', '--file', 'own.sqlite']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('      dropped before it: 1 table\n');
    expect(ended.stderr).toContain(`      applied before it: ${a}\n`);
    expect(ended.stderr).toContain(`      still pending: ${b}\n`);
    await project.write({ [`database/migrations/${b}.ts`]: migration(runs('CREATE TABLE b (id)')) });
    expect((await project.roost(['migrate:fresh', '--file', 'own.sqlite'])).exitCode).toBe(0);
    expect(tablesIn(`${project.root}/own.sqlite`)).toEqual(['a', 'b']);
  });

  it('refuses before it drops anything where a file is no migration', async () => {
    await using project = await projectWith(tables('a'));
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${b}.ts`]: 'export default {};' });
    const before = await project.contents();
    expect(await project.json(['migrate:fresh'])).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATION.EXPORT_INVALID' },
    });
    expect(await project.contents()).toEqual(before);
  });
});

describe.concurrent('roost migrate:refresh', () => {
  it('takes the last n back, and applies them again with what is pending', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    prepareDatabase(project.database, 'INSERT INTO a VALUES (7); INSERT INTO b VALUES (7)');
    const ended = await project.roost(['migrate:refresh', '--step', '1']);
    expect(ended).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^Rolled back 1 migration, applied 1 migration \(\d+ ms\)\.\n/m),
    });
    expect(rowsIn(project.database, 'SELECT id FROM a UNION ALL SELECT id FROM b')).toEqual([{ id: 7 }]);
  });

  it('without a number takes all of them, and says what it would do with --pretend', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate', '--step']);
    const pretended = await project.roost(['migrate:refresh', '--pretend']);
    expect(pretended.stdout.match(/^-- .*/gm)).toEqual([
      `-- down ${b}`,
      `-- down ${a}`,
      `-- up ${a}`,
      `-- up ${b}`,
    ]);
    expect((await project.roost(['migrate:refresh'])).exitCode).toBe(0);
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 1],
    ]);
  });
});

describe.concurrent('roost migrate:install', () => {
  it('makes the ledger, and is content where it is there', async () => {
    await using project = await projectWith(tables('a'));
    const first = await project.roost(['migrate:install']);
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: "Created the migrations table 'migrations'.\n",
    });
    expect(ledgerIn(project.database)).toEqual([]);
    const before = await project.contents();
    const second = await project.json(['migrate:install']);
    expect([second.exitCode, second.result]).toEqual([0, { installed: false, ledger: 'migrations' }]);
    expect(await project.contents()).toEqual(before);
  });

  it('makes one of another name, and refuses a table that is none', async () => {
    await using project = await projectWith(tables('a'));
    expect((await project.roost(['migrate:install', '--ledger', 'roost'])).exitCode).toBe(0);
    prepareDatabase(project.database, 'CREATE TABLE migrations (name)');
    expect(await project.json(['migrate:install'])).toMatchObject({
      exitCode: 2,
      error: { code: 'LEDGER.INCOMPATIBLE' },
    });
  });
});
