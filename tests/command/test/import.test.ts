// roost import
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ledgerIn, prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable } from './support/migrations.ts';
import { emptyProject, type Files, type Project, wranglerConfig } from './support/project.ts';
import { sqlFolders } from './support/sql-folders.ts';
import { withoutTimes } from './support/times.ts';

/** A project whose folder `sql` has these files. */
function projectWith(sql: Files, others: Files = {}): Promise<Project> {
  const files = Object.entries(sql).map(([name, text]) => [`sql/${name}`, text]);
  return emptyProject({ 'wrangler.jsonc': wranglerConfig, ...Object.fromEntries(files), ...others });
}

const read = (project: Project, name: string): Promise<string> =>
  readFile(project.path(`database/migrations/${name}`), 'utf8');

type Imported = { readonly name: string; readonly down: string | null; readonly obstacle: string | null };

async function imported(project: Project, ...flags: readonly string[]): Promise<readonly Imported[]> {
  const { exitCode, result, error } = await project.json(['import', 'sql', ...flags]);
  expect([exitCode, error]).toEqual([0, undefined]);
  return result?.['migrations'] as Imported[];
}

/** Schema, rows and ledger of a database in a file, which is migrated first. */
async function migrated(project: Project, file: string, ...flags: readonly string[]): Promise<unknown> {
  const { exitCode } = await project.roost(['migrate', '--file', file, ...flags]);
  expect(exitCode).toBe(0);
  return stateOf(project, file);
}

async function stateOf(project: Project, file: string): Promise<unknown> {
  const { result } = await project.json(['schema:dump', '--file', file]);
  const path = project.path(file);
  // The rows of the table 'times' differ each time.
  const tables = tablesIn(path).filter((table) => table !== 'times');
  const rows = tables.map((table) => rowsIn(path, `SELECT * FROM "${table}"`));
  return { fingerprint: result?.['fingerprint'], rows, ledger: ledgerIn(path) };
}

describe.concurrent('roost import', () => {
  it.each(Object.entries(sqlFolders))(
    'writes modules that make the same of the folder of %s',
    async (_, sql) => {
      await using project = await projectWith(sql);
      const migrations = await imported(project);
      expect(await migrated(project, 'ts.sqlite')).toEqual(
        await migrated(project, 'sql.sqlite', '--path', 'sql'),
      );
      const verified = await project.json(['migrate:verify']);
      expect(verified.result?.['migrations']).toMatchObject(
        migrations.map(({ name, down }) => ({ name, state: down === null ? 'irreversible' : 'ok' })),
      );
      if (migrations.some(({ down }) => down === null)) return;
      expect((await project.roost(['migrate:rollback', '--file', 'ts.sqlite'])).exitCode).toBe(0);
      expect(tablesIn(project.path('ts.sqlite'))).toEqual([]);
    },
  );

  it('writes each statement as it is, with its comments, and what undoes it', async () => {
    await using project = await projectWith(sqlFolders['wrangler'] ?? {});
    const ended = await project.spawnRoost(['import', 'sql']);
    expect({ ...ended, stderr: withoutTimes(ended.stderr) }).toMatchObject({
      exitCode: 0,
      stdout:
        'down()     File\ngenerated  database/migrations/0001_init.ts\ngenerated  database/migrations/0002-names.ts\n',
      stderr:
        'Imported 2 migrations in <time>: 2 with a generated down().\n' +
        'Verified by replay: they run the same statements as the SQL, and create the same schema and rows.\n' +
        'next  run roost migrate:status to see what is pending\nnext  if another tool has applied the SQL, run roost migrate:adopt\n',
    });
    expect(await readdir(project.path('database/migrations'))).toEqual(['0001_init.ts', '0002-names.ts']);
    expect(await read(project, '0001_init.ts')).toBe(`import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    // Migration number: 0001   2025-01-01T00:00:00.000Z
    await this.db.run(\`
      CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL -- as shown
      )
    \`);

    // the first one
    await this.db.run(\`
      INSERT INTO users (name) VALUES ('it''s \\\`Ada\\\` \\\${1} \\\\ "x"'), ('two
lines')
    \`);
  },
  async down() {
    await this.db.run('DROP TABLE users');
  },
} satisfies Migration;
`);
    expect(await read(project, '0002-names.ts')).toBe(`import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    // Migration number: 0002
    await this.db.run('ALTER TABLE users RENAME COLUMN name TO full_name');
    await this.db.run('ALTER TABLE users ADD COLUMN initial TEXT'); // one letter
    await this.db.run('UPDATE users SET initial = substr(full_name, 1, 1)');
  },
  async down() {
    await this.db.run('ALTER TABLE users DROP COLUMN initial');
    await this.db.run('ALTER TABLE users RENAME COLUMN full_name TO name');
  },
} satisfies Migration;
`);
  });

  it('says which statement nothing certainly undoes', async () => {
    await using project = await projectWith({
      '1_a.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY, n);\nCREATE TABLE b (id);',
      '2_rows.sql': 'ALTER TABLE a ADD m;\nUPDATE a SET m = n;\nUPDATE a SET n = 1;',
      '3_table.sql': 'DROP TABLE IF EXISTS c;\nDROP TABLE b;',
      '4_trigger.sql':
        'CREATE TRIGGER g AFTER INSERT ON a BEGIN SELECT * FROM d; END; ALTER TABLE a ADD k; CREATE TABLE d (id)',
    });
    const ended = await project.roost(['import', 'sql']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout.split('\n').slice(1)).toEqual([
      'generated  database/migrations/1_a.ts',
      'none       database/migrations/2_rows.ts',
      "           statement 3 changes rows of 'a'",
      'none       database/migrations/3_table.ts',
      "           statement 2 drops the table 'b' with its rows",
      'none       database/migrations/4_trigger.ts',
      "           what would undo it fails at 'ALTER TABLE a DROP COLUMN k'",
      '',
    ]);
    expect(await read(project, '2_rows.ts')).toContain(
      "  },\n  // No down(): statement 3 changes rows of 'a'.\n} satisfies",
    );
  });

  it("keeps the SQL's own down, and says what migrate:verify finds in it", async () => {
    await using project = await projectWith({
      '1_a.sql': '-- up\nCREATE TABLE a (id);\nCREATE TABLE b (id);\n-- down\n-- not b\nDROP TABLE a;\n',
    });
    const ended = await project.roost(['import', 'sql']);
    expect(ended).toMatchObject({
      exitCode: 0,
      stdout: 'down()     File\nfrom SQL   database/migrations/1_a.ts\n',
    });
    expect(ended.stderr).toContain('warning found by migrate:verify, and the same in the SQL:\nState');
    expect(ended.stderr).toContain('after down(), still there: table b\n');
    expect(await read(project, '1_a.ts')).toContain("    // not b\n    await this.db.run('DROP TABLE a');\n");
  });

  it('keeps a down that cannot run, as the SQL has it', async () => {
    await using project = await projectWith({
      '1_a.sql': '-- up\nCREATE TABLE a (id);\n-- down\nSAVEPOINT s;\nDROP TABLE a;\n',
    });
    const ended = await project.roost(['import', 'sql']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain(
      "down() failed: Rolling back '1_a' failed: It contains a transaction statement: SAVEPOINT s",
    );
    expect(await read(project, '1_a.ts')).toContain("await this.db.run('SAVEPOINT s');");
  });

  it('prints the files where it only pretends, and writes nothing', async () => {
    await using project = await projectWith(sqlFolders['goose'] ?? {});
    const before = await project.contents();
    const pretended = await project.roost(['import', 'sql', '--pretend']);
    expect(pretended.exitCode).toBe(0);
    expect(pretended.stderr).toContain(
      'from SQL   database/migrations/00002_direct.ts\nDry run: would import 2',
    );
    expect(await project.contents()).toEqual(before);
    await imported(project);
    const names = ['00001_log.ts', '00002_direct.ts'];
    const texts = await Promise.all(names.map((name) => read(project, name)));
    expect(pretended.stdout).toBe(
      texts.map((text, at) => `// database/migrations/${names[at]}\n${text}`).join('\n'),
    );
    expect(texts[1]).toContain('  withinTransaction: false,\n');
  });

  it('keeps the names, so that what another tool has applied is adopted', async () => {
    const sql = sqlFolders['wrangler'] ?? {};
    await using project = await projectWith(sql);
    const names = Object.keys(sql).filter((file) => file.endsWith('.sql'));
    prepareDatabase(
      project.path('own.sqlite'),
      `${names.map((name) => sql[name]).join('')}
       CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
       ${names.map((name) => `INSERT INTO d1_migrations (name) VALUES ('${name}');`).join('')}`,
    );
    await imported(project);
    const adopted = await project.json(['migrate:adopt', '--file', 'own.sqlite']);
    expect([adopted.exitCode, adopted.result?.['differences']]).toEqual([0, []]);
    expect((await project.roost(['migrate:status', '--file', 'own.sqlite', '--exit-code'])).exitCode).toBe(0);
    expect((await project.roost(['migrate:rollback', '--file', 'own.sqlite'])).exitCode).toBe(0);
  });

  it('keeps a suppression of lint where it counts', async () => {
    await using project = await projectWith({
      '1_a.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT);',
      '2_drop.sql': '-- roost-allow drop-column: has never been filled\nALTER TABLE a DROP COLUMN n;',
    });
    await imported(project);
    expect((await project.roost(['migrate:lint'])).exitCode).toBe(0);
  });

  it.each<[title: string, code: string, sql: Files, args: readonly string[], others: Files]>([
    ['a folder that is not there', 'IMPORT.SOURCE_MISSING', {}, ['nowhere'], {}],
    ['a file', 'IMPORT.SOURCE_MISSING', {}, ['wrangler.jsonc'], {}],
    ['a folder without SQL', 'IMPORT.NOTHING', { 'README.md': '', '1_a.ts': createsTable('a') }, ['sql'], {}],
    [
      'the migrations folder itself',
      'IMPORT.INTO_ITSELF',
      { '1_a.sql': '' },
      ['sql', '--path', './sql/'],
      {},
    ],
    [
      'a name that is there already',
      'IMPORT.NAME_TAKEN',
      { '1_a.sql': '' },
      ['sql'],
      { 'database/migrations/1_a.mjs': createsTable('a') },
    ],
    ['a name that is no migration', 'MIGRATION.NAME_INVALID', { '1_a.sql': '', 'seed.sql': '' }, ['sql'], {}],
    [
      'two files of a name',
      'MIGRATION.NAME_DUPLICATE',
      { '1_a.sql': '', '1_a/migration.sql': '' },
      ['sql'],
      {},
    ],
    ['a way back alone', 'MIGRATION.NAME_INVALID', { '1_a.down.sql': '' }, ['sql'], {}],
    ['two sections of a kind', 'MIGRATION.SQL_INVALID', { '1_a.sql': '-- up\n-- up\n' }, ['sql'], {}],
    [
      'SQL that fails',
      'IMPORT.REPLAY_FAILED',
      { '1_a.sql': 'CREATE TABLE a (id);', '2_b.sql': 'DROP TABLE b;' },
      ['sql'],
      {},
    ],
    ['SQL that D1 refuses', 'IMPORT.REPLAY_FAILED', { '1_a.sql': 'SAVEPOINT a;' }, ['sql'], {}],
    ['no folder', 'CLI.USAGE', {}, [], {}],
  ])('refuses %s, and writes nothing', async (_, code, sql, args, others) => {
    await using project = await projectWith(sql, others);
    const before = await project.contents();
    const { exitCode, error } = await project.json(['import', ...args]);
    expect([exitCode, error?.code]).toEqual([code === 'MIGRATION.SQL_INVALID' ? 1 : 2, code]);
    expect(await project.contents()).toEqual(before);
  });

  it('refuses SQL that is not UTF-8, and so does migrate', async () => {
    await using project = await projectWith({ '1_a.sql': '' });
    await writeFile(
      project.path('sql/1_a.sql'),
      Buffer.from("CREATE TABLE a (n DEFAULT 'gr\xf6\xdfe');", 'latin1'),
    );
    for (const args of [
      ['import', 'sql'],
      ['migrate', '--path', 'sql'],
    ]) {
      const { exitCode, error } = await project.json(args);
      expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.UNREADABLE']);
      expect(error?.message).toContain("1_a.sql': it is not UTF-8.");
    }
  });

  it('names the scripts that it leaves, and imports what is SQL', async () => {
    await using project = await projectWith({
      '1_a.sql': 'CREATE TABLE a (id);',
      'index.ts': '',
      '2_b.ts': '',
    });
    const { exitCode, stderr } = await project.roost(['import', 'sql']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'warning not imported, because it is no SQL: 2_b.ts\nwarning not imported, because it is no SQL: index.ts\nImported 1 migration',
    );
  });
});
