// roost migrate:squash
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { batchesIn, rowsIn, tablesIn } from './support/database.ts';
import { answerOfRun, onDisk, runScript } from './support/disk.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const [a, b, c, d] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c'), nameOf(4, 'd')] as const;
const squashed = '20260101000003_squashed';

// What a template would take for a placeholder, and for its end.
const odd = ['b`$', '{c}'].join('');
const awkward = {
  [`${a}.ts`]: migration(
    runs(`CREATE TABLE a (id INTEGER PRIMARY KEY, "${odd}" TEXT)`),
    runs('DROP TABLE a'),
  ),
  [`${b}.ts`]: migration(
    runs(`INSERT INTO a VALUES (1, 'it''s ${odd} \\\\ \n')`, 'CREATE VIRTUAL TABLE s USING fts5(t)'),
  ),
  [`${c}.ts`]: migration(
    runs(`CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  INSERT INTO s VALUES (new."${odd}");\nEND`),
  ),
};

const filesIn = (project: Project) => readdir(project.path('database/migrations'));
const read = (project: Project, name: string) =>
  readFile(project.path(`database/migrations/${name}`), 'utf8');

describe.concurrent('roost migrate:squash', () => {
  it('writes one file in the place of what is applied, which a new database runs and this one records', async () => {
    await using project = await projectWith(awkward);
    await project.roost(['migrate']);
    await project.write({ [`database/migrations/${d}.ts`]: createsTable('d') });
    const before = (await project.roost(['schema:dump'])).stdout;
    expect(await project.roost(['migrate:squash'])).toMatchObject({
      exitCode: 0,
      stdout: `database/migrations/${squashed}.ts\n`,
      stderr:
        `${squashed} replaces 3 migrations, whose files were deleted. ` +
        'Verified by replay: it creates the same 2 tables, 1 trigger, 1 row of a.\n' +
        'next  run roost migrate on each database: it records the new migration if the old ones are applied, else runs it\n',
    });
    expect(await filesIn(project)).toEqual([`${squashed}.ts`, `${d}.ts`]);
    expect((await project.roost(['migrate:status'])).stderr).toContain(
      'next  replaced: a pending migration replaces it: run roost migrate to record that one in its place\n',
    );
    expect((await project.roost(['migrate', '--pretend'])).stdout).toBe(
      `-- record ${squashed}\n-- the migrations it replaces are applied, so it is not run\n\n` +
        `-- up ${d}\nCREATE TABLE d (id INTEGER PRIMARY KEY);\n`,
    );
    const migrated = await project.roost(['migrate']);
    expect(withoutTimes(migrated.stderr)).toBe(
      `Migrating app-db: 2 migrations\n  record ${squashed} <time>\n  up   ${d} <time>\n` +
        `Recorded ${squashed} in place of 3 migrations; it was not run.\nApplied 1 migration in batch 2 (<time>).\n`,
    );
    expect(batchesIn(project.database)).toEqual([
      [squashed, 1],
      [d, 2],
    ]);
    expect((await project.roost(['migrate', '--file', 'fresh.sqlite'])).exitCode).toBe(0);
    const dumps = await Promise.all(
      [[], ['--file', 'fresh.sqlite']].map((where) => project.roost(['schema:dump', ...where])),
    );
    expect(dumps[0]?.stdout).toBe(dumps[1]?.stdout);
    expect(dumps[0]?.stdout).toContain(before.slice(0, before.indexOf(';')));
    for (const table of ['a', 's']) {
      const rows = `SELECT * FROM ${table}`;
      expect(rowsIn(project.path('fresh.sqlite'), rows)).toEqual(rowsIn(project.database, rows));
    }
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      pending: 0,
      schema: { state: 'as-left' },
    });
  });

  it('writes a file that says what it replaces, in the language of what it replaces', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate:squash', '--to', 'b']);
    const name = '20260101000002_squashed';
    expect(await read(project, `${name}.ts`)).toBe(`import type { Migration } from '@roostjs/cli';

// Written by roost migrate:squash. If the migrations that it replaces are applied, it is recorded in their place and not run.
// It has no down(): that would drop every table. roost migrate:fresh starts over.
export default {
  replaces: [
    "${a}",
    "${b}",
  ],
  async up(db) {
    await db.run(\`CREATE TABLE a (id INTEGER PRIMARY KEY)\`);
    await db.run(\`CREATE TABLE b (id INTEGER PRIMARY KEY)\`);
  },
} satisfies Migration;
`);
    await using plain = await projectWith({
      [`${a}.mjs`]: createsTable('a'),
      [`${b}.mjs`]: createsTable('b'),
    });
    await plain.roost(['migrate:squash', '--to', 'b']);
    expect(await filesIn(plain)).toEqual([`${name}.mjs`]);
    expect(await read(plain, `${name}.mjs`)).not.toContain('Migration }');
    expect((await plain.json(['migrate'])).result).toMatchObject({ done: [{ name, statements: 2 }] });
  });

  it('only pretends where that is wanted: the file is printed, and nothing is written', async () => {
    await using project = await projectWith(awkward);
    const before = await project.contents();
    const ended = await project.roost(['migrate:squash', '--to', 'c', '--pretend']);
    expect(ended).toMatchObject({
      exitCode: 0,
      stderr: `Dry run: ${squashed} would replace 3 migrations. Verified by replay: it creates the same 2 tables, 1 trigger, 1 row of a.\n`,
    });
    expect(await project.contents()).toEqual(before);
    await project.roost(['migrate:squash', '--to', 'c']);
    expect(await read(project, `${squashed}.ts`)).toBe(ended.stdout);
  });

  it('refuses rows that it cannot hold with their number, and leaves them out where that is wanted', async () => {
    await using project = await projectWith({
      ...tables('a', 'b'),
      [`${c}.ts`]: migration(
        runs("CREATE VIRTUAL TABLE s USING fts5(t, content='')", "INSERT INTO s VALUES ('x'), ('y')"),
      ),
    });
    const before = await project.contents();
    const refused = await project.json(['migrate:squash', '--to', 'c']);
    expect(refused).toMatchObject({
      exitCode: 2,
      error: {
        code: 'SQUASH.ROWS',
        details: { tables: [{ table: 's', count: 2, obstacle: 'of a virtual table' }] },
      },
    });
    expect(await project.contents()).toEqual(before);
    const without = await project.roost(['migrate:squash', '--to', 'c', '--without-rows']);
    expect(without).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(
        'warning omitted, and no longer written by any migration: 2 rows of s\n',
      ),
    });
  });

  it.each([
    ['with nothing applied', ['migrate:squash'], 2, 'SQUASH.NOTHING'],
    ['up to the first', ['migrate:squash', '--to', 'a'], 2, 'SQUASH.NOTHING'],
    ['up to what is not there', ['migrate:squash', '--to', 'zzz'], 2, 'MIGRATION.NOT_FOUND'],
  ] as const)('refuses to work %s, and writes nothing', async (_, args, exitCode, code) => {
    await using project = await projectWith(tables('a', 'b'));
    const before = await project.contents();
    expect(await project.json(args)).toMatchObject({ exitCode, error: { code } });
    expect(await project.contents()).toEqual(before);
  });

  it('refuses what does not run by itself, and writes nothing', async () => {
    await using project = await projectWith({
      ...tables('a'),
      [`${b}.ts`]: migration(runs('DROP TABLE zz')),
    });
    const before = await project.contents();
    expect(await project.json(['migrate:squash', '--to', 'b'])).toMatchObject({
      exitCode: 2,
      error: { code: 'SQUASH.REPLAY_FAILED', message: expect.stringContaining('no such table: zz') },
    });
    expect(await project.contents()).toEqual(before);
  });

  it('leaves a database that has run a part as it is, and goes on with the old files', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    await project.roost(['migrate', '--file', 'part.sqlite', '--to', 'b']);
    await project.roost(['migrate:squash', '--to', 'c']);
    const before = await project.contents();
    const refused = await project.roost(['migrate', '--file', 'part.sqlite']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(`not applied: '${c}'. [MIGRATION.PARTLY_REPLACED]\n`);
    expect(await project.contents()).toEqual(before);
    await project.remove(`database/migrations/${squashed}.ts`);
    await project.write(
      Object.fromEntries(
        Object.entries(tables('a', 'b', 'c')).map(([name, text]) => [`database/migrations/${name}`, text]),
      ),
    );
    expect((await project.roost(['migrate', '--file', 'part.sqlite'])).exitCode).toBe(0);
    expect(tablesIn(project.path('part.sqlite'))).toEqual(['a', 'b', 'c']);
  });

  it('refuses to run beside a file that came back', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    await project.roost(['migrate:squash', '--to', 'c']);
    await project.write({ [`database/migrations/${b}.ts`]: createsTable('b') });
    expect(await project.json(['migrate'])).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATION.REPLACED_PRESENT', details: { present: [b] } },
    });
  });

  it('is exported for wrangler in the place of the others, whose files are named', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    await project.roost(['migrate:export']);
    await project.roost(['migrate:squash', '--to', 'c']);
    const exported = await project.roost(['migrate:export']);
    expect(exported).toMatchObject({ exitCode: 0, stdout: `migrations/${squashed}.sql\n` });
    for (const name of [a, b, c]) {
      expect(exported.stderr).toContain(`wrangler applies it: migrations/${name}.sql\n`);
    }
    expect((await project.roost(['migrate:export', '--check'])).exitCode).toBe(5);
    for (const name of [a, b, c]) await project.remove(`migrations/${name}.sql`);
    expect((await project.roost(['migrate:export', '--check'])).exitCode).toBe(0);
  });

  it('changes nothing in a folder that it cannot write to', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const before = await filesIn(project);
    const readOnly = 'mount --bind database database; mount -o remount,ro,bind database';
    await runScript(project, onDisk, `${readOnly}; ran run "$@" migrate:squash --to b`);
    expect(await answerOfRun(project, 'run')).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATIONS.FOLDER_UNWRITABLE' },
    });
    expect(await filesIn(project)).toEqual(before);
  });

  it('names the files that it could not remove, and nothing runs until they are gone', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const file = project.path(`database/migrations/${a}.ts`);
    // A file that something is mounted on cannot be removed.
    await runScript(project, onDisk, `mount --bind ${file} ${file}; ran run "$@" migrate:squash --to b`);
    expect(await answerOfRun(project, 'run')).toMatchObject({
      exitCode: 1,
      error: { code: 'SQUASH.FILES_LEFT', details: { left: [file] } },
    });
    expect(await filesIn(project)).toEqual([`${a}.ts`, '20260101000002_squashed.ts']);
    expect((await project.json(['migrate'])).error).toMatchObject({ code: 'MIGRATION.REPLACED_PRESENT' });
    await project.remove(`database/migrations/${a}.ts`);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });
});
