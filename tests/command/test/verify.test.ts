// roost migrate:verify: what it shows, what it exits with, and that nothing of the project changes
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { prepareDatabase } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { emptyProject, type Files, type Project, projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const file = (name: string, text: string): Files => ({ [`${name}.ts`]: text });
const filled = migration(
  runs('CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)', "INSERT INTO a (t) VALUES ('x'), ('y')"),
  runs('DROP TABLE a'),
);

/** What a run leaves behind it is what was there, to the byte. */
async function unchanged<T>(project: Project, work: () => Promise<T>): Promise<T> {
  const before = await project.contents();
  const result = await work();
  expect(await project.contents()).toEqual(before);
  return result;
}

describe.concurrent('roost migrate:verify', () => {
  it('takes what it has applied in a folder for each migration for its own, also on a copy', async () => {
    const d1 = {
      binding: 'DB',
      database_id: 'app',
      migrations_dir: 'migrations',
      migrations_pattern: 'migrations/*/migration.sql',
    };
    await using project = await emptyProject({
      'wrangler.json': JSON.stringify({ name: 'app', d1_databases: [d1] }),
      'roost.json': '{ "path": "migrations" }',
      'migrations/1_a/migration.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY);\n',
      'migrations/1_a/down.sql': 'DROP TABLE a;\n',
    });
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(await project.roost(['migrate:verify', '--data'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^A copy of DB: 1 ok \(.*\)\.\n$/),
    });
  });

  it('says that every migration comes back, and makes no database', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const ended = await unchanged(project, () => project.roost(['migrate:verify']));
    expect(ended).toMatchObject({
      exitCode: 0,
      stdout: `State         Migration\nok            ${a}\nok            ${b}\n`,
      stderr: expect.stringMatching(/^An empty in-memory database: 2 ok \(\d+ ms\)\.\n$/),
    });
  });

  it('needs no configuration and no database', async () => {
    await using project = await emptyProject({ [`sql/${a}.ts`]: createsTable('a') });
    const ended = await unchanged(project, () => project.roost(['migrate:verify', '--path', 'sql']));
    expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`ok            ${a}\n`) });
  });

  it('says nothing of a folder without migrations', async () => {
    await using project = await emptyProject({ 'sql/_helper.ts': '' });
    const ended = await project.roost(['migrate:verify', '--path', 'sql']);
    expect(ended).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'An empty in-memory database: no migrations to test.\n',
    });
  });

  it('shows each finding below its migration, and exits with 5', async () => {
    await using project = await projectWith({
      ...file(a, filled),
      ...file(b, migration(runs("UPDATE a SET t = 'z'"), '')),
      ...file(c, migration(runs('CREATE TABLE c (id)', 'CREATE INDEX i ON a (t)'), runs('DROP TABLE c'))),
      ...file(nameOf(4, 'd'), migration(runs("INSERT INTO a (t) VALUES ('z')"), '')),
      ...file(nameOf(5, 'e'), migration(runs('DELETE FROM a WHERE id = 1'))),
      ...file(nameOf(6, 'f'), migration(runs('CREATE TABLE f (id)'), runs('DROP TABLE g'))),
      ...file(nameOf(7, 'g'), migration(runs('VACUUM'))),
      ...file(nameOf(8, 'h'), createsTable('h')),
    });
    const ended = await unchanged(project, () => project.roost(['migrate:verify']));
    expect(ended.exitCode).toBe(5);
    const gap = ' '.repeat(14);
    expect(ended.stdout.split('\n')).toEqual([
      'State         Migration',
      `ok            ${a}`,
      `loses         ${b}`,
      `${gap}after down(), in table a: 2 of 2 rows lost or changed, 2 added`,
      `differs       ${c}`,
      `${gap}after down(), still there: index i`,
      `${gap}the second up() failed: Migrating '${c}' failed at statement 2 (CREATE INDEX i ON a (t)): D1_ERROR: index i already exists: SQLITE_ERROR [MIGRATION.FAILED]`,
      `${gap}      file: database/migrations/${c}.ts:5:36`,
      `${gap}        CREATE INDEX i ON a (t)`,
      `${gap}                     ^`,
      `${gap}next  Let down() undo all that up() does, and verify it again.`,
      `differs       ${nameOf(4, 'd')}`,
      `${gap}after down(), in table a: 1 added`,
      `irreversible  ${nameOf(5, 'e')}`,
      `${gap}after up(), in table a: 1 of 4 rows lost or changed`,
      `failed        ${nameOf(6, 'f')}`,
      `${gap}down() failed: Rolling back '${nameOf(6, 'f')}' failed at statement 1 (DROP TABLE g): D1_ERROR: no such table: g: SQLITE_ERROR [MIGRATION.FAILED]`,
      `${gap}      file: database/migrations/${nameOf(6, 'f')}.ts:7:34`,
      `${gap}        DROP TABLE g`,
      `${gap}                   ^`,
      `${gap}next  Fix the migration, and verify it again.`,
      `failed        ${nameOf(7, 'g')}`,
      `${gap}up() failed: Migrating '${nameOf(7, 'g')}' was not started: D1 refuses statement 1 (VACUUM), by its rule 'vacuum': cannot VACUUM from within a transaction: SQLITE_ERROR. [MIGRATION.REFUSED]`,
      `${gap}      file: database/migrations/${nameOf(7, 'g')}.ts:4`,
      `${gap}        VACUUM`,
      `${gap}next  Leave it out, since D1 looks after its own file, and verify it again.`,
      `skipped       ${nameOf(8, 'h')}`,
      '',
    ]);
    const { result } = await project.json(['migrate:verify']);
    const failure = {
      during: 'up-again',
      file: project.path(`database/migrations/${c}.ts`),
      line: 5,
      column: 36,
      statement: { number: 2, sql: 'CREATE INDEX i ON a (t)' },
    };
    const found = expect.objectContaining({ name: c, failure: expect.objectContaining(failure) });
    expect(result?.['migrations']).toEqual(expect.arrayContaining([found]));
    expect(ended.stderr).toMatch(
      /^An empty in-memory database: 1 ok, 1 irreversible, 2 differs, 1 loses, 2 failed, 1 skipped \(\d+ ms\)\.\nnext {2}differs: .+\nnext {2}loses: .+\nnext {2}skipped: .+\n$/,
    );
  });

  it('shows both texts of what is another', async () => {
    const renames = migration(
      runs('ALTER TABLE a ADD COLUMN n', 'ALTER TABLE a DROP COLUMN t'),
      runs('ALTER TABLE a ADD COLUMN t TEXT', 'ALTER TABLE a DROP COLUMN n', 'ALTER TABLE a ADD COLUMN m'),
    );
    await using project = await projectWith({ ...file(a, filled), ...file(b, renames) });
    const { stdout } = await project.roost(['migrate:verify']);
    const gap = ' '.repeat(14);
    expect(stdout).toContain(
      `${gap}after down(), not as it was: table a\n` +
        `${gap}    was: CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)\n` +
        `${gap}    is:  CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT, m)\n`,
    );
  });

  it('gives the same as JSON', async () => {
    const forgets = migration(runs('CREATE VIEW v AS SELECT 1 AS one'), '');
    await using project = await projectWith({ ...file(a, filled), ...file(b, forgets) });
    expect(await project.json(['migrate:verify'])).toMatchObject({
      exitCode: 5,
      ok: false,
      target: null,
      result: {
        findings: [b],
        notTested: [],
        migrations: [
          { name: a, state: 'ok', differences: [], rows: [], failure: null },
          {
            name: b,
            state: 'differs',
            differences: [
              {
                after: 'down',
                difference: 'extra',
                type: 'view',
                name: 'v',
                expected: null,
                actual: 'CREATE VIEW v AS SELECT 1 AS one',
              },
            ],
            rows: [],
            failure: { during: 'up-again', code: 'MIGRATION.FAILED', statement: { number: 1 } },
          },
        ],
      },
    });
  });

  it('takes a migration without down() for a finding with --reversible', async () => {
    await using project = await projectWith(file(a, migration(runs('CREATE TABLE a (id)'))));
    expect(await project.json(['migrate:verify'])).toMatchObject({ exitCode: 0, result: { findings: [] } });
    const { exitCode, stderr } = await project.roost(['migrate:verify', '--reversible']);
    expect([exitCode, withoutTimes(stderr)]).toEqual([
      5,
      'An empty in-memory database: 1 irreversible (<time>).\nnext  irreversible: write a down(), or run the command without --reversible\n',
    ]);
  });

  it('runs what D1 refuses with --no-d1-rules', async () => {
    const statement = 'CREATE TABLE a (x CHECK (sqlite_version() <> x))';
    await using project = await projectWith(file(a, migration(runs(statement), runs('DROP TABLE a'))));
    expect((await project.roost(['migrate:verify'])).exitCode).toBe(5);
    expect((await project.roost(['migrate:verify', '--no-d1-rules'])).exitCode).toBe(0);
  });

  it('ends where a migration cannot be loaded, before it tries any', async () => {
    await using project = await projectWith({ ...tables('a'), ...file(b, 'export default {};\n') });
    expect(await project.json(['migrate:verify'])).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATION.EXPORT_INVALID' },
    });
  });
});

describe.concurrent('roost migrate:verify --data', () => {
  const unique = migration(runs('CREATE UNIQUE INDEX u ON a (t)'), runs('DROP INDEX u'));
  const own = ['--data', '--file', 'own.sqlite'];

  it('tries the last batch and what is pending on copies of the database, which stays as it is', async () => {
    await using project = await projectWith({ ...file(a, filled), ...tables('x', 'b') });
    await project.roost(['migrate', '--step']);
    await project.write({ [`database/migrations/${c}.ts`]: unique });
    const ended = await unchanged(project, () => project.roost(['migrate:verify', '--data']));
    expect({ ...ended, stderr: withoutTimes(ended.stderr) }).toMatchObject({
      exitCode: 0,
      stdout: `State         Migration\nok            ${b}\nok            ${c}\n`,
      stderr: 'A copy of app-db: 2 ok (<time>).\nNot tested: 2 migrations that stay applied.\n',
    });
    prepareDatabase(project.database, "INSERT INTO a (t) VALUES ('x')");
    expect(await unchanged(project, () => project.json(['migrate:verify', '--data']))).toMatchObject({
      exitCode: 5,
      target: { kind: 'local', file: project.database },
      result: {
        findings: [c],
        migrations: [
          { name: b, state: 'ok' },
          { name: c, state: 'failed', failure: { during: 'up', message: expect.stringContaining('UNIQUE') } },
        ],
      },
    });
  });

  it('sees what stands in the log of another connection, and leaves that too', async () => {
    await using project = await projectWith({ ...file(a, filled), ...file(b, unique) });
    await project.roost(['migrate', '--to', 'a', '--file', 'own.sqlite']);
    const sqlite = new SqliteDatabase(project.path('own.sqlite'));
    try {
      sqlite.pragma('wal_autocheckpoint = 0');
      sqlite.exec("INSERT INTO a (t) VALUES ('x')");
      // The index of the log is shared memory: each reader leaves its mark in it.
      const contents = async () => {
        const { 'own.sqlite-shm': _, ...rest } = await project.contents();
        return rest;
      };
      const before = await contents();
      expect(before).toHaveProperty('own.sqlite-wal');
      expect(await project.json(['migrate:verify', ...own])).toMatchObject({
        exitCode: 5,
        result: {
          migrations: [
            { name: a, state: 'ok' },
            { name: b, state: 'failed' },
          ],
        },
      });
      expect(await contents()).toEqual(before);
    } finally {
      sqlite.close();
    }
  });

  it('says how many rows of the users would be lost', async () => {
    const rebuilds = (text: string) =>
      runs(
        `CREATE TABLE n (${text})`,
        'INSERT INTO n SELECT * FROM a',
        'DROP TABLE a',
        'ALTER TABLE n RENAME TO a',
      );
    const columns = 'id INTEGER PRIMARY KEY, t TEXT';
    await using project = await projectWith({
      ...file(a, filled),
      ...file(
        b,
        migration(runs('CREATE TABLE b (a REFERENCES a (id) ON DELETE CASCADE)'), runs('DROP TABLE b')),
      ),
    });
    await project.roost(['migrate', '--step']);
    prepareDatabase(project.database, 'INSERT INTO b VALUES (1), (1), (2)');
    await project.write({
      [`database/migrations/${c}.ts`]: migration(rebuilds(`${columns} NOT NULL`), rebuilds(columns)),
    });
    const { exitCode, stdout } = await unchanged(project, () => project.roost(['migrate:verify', '--data']));
    expect(exitCode).toBe(5);
    expect(stdout).toContain(
      `loses         ${c}\n${' '.repeat(14)}after down(), in table b: 3 of 3 rows lost or changed\n`,
    );
  });

  it.each([
    ['--data without a database', ['--data'], 'VERIFY.NO_DATABASE'],
    ['--data of a file that is not there', own, 'VERIFY.NO_DATABASE'],
    ['--data of what is no database', ['--data', '--file', 'wrangler.jsonc'], 'DATABASE.NOT_SQLITE'],
    ['--file without --data', ['--file', 'own.sqlite'], 'CLI.USAGE'],
    ['--env without --data', ['--env', 'staging'], 'CLI.USAGE'],
    ['--persist-to without --data', ['--persist-to', 'state'], 'CLI.USAGE'],
    ['--no-d1-rules of a configured database', ['--data', '--no-d1-rules'], 'CLI.USAGE'],
    ['--remote', ['--data', '--remote'], 'CLI.USAGE'],
  ])('refuses %s', async (_, args, code) => {
    await using project = await projectWith(tables('a'));
    const answer = await unchanged(project, () => project.json(['migrate:verify', ...args]));
    expect(answer).toMatchObject({ exitCode: 2, error: { code } });
  });
});

it("finds nothing in the example's migrations", async () => {
  const example = join(import.meta.dirname, '../../../apps/example');
  await using project = await emptyProject();
  const { exitCode, stdout } = await project.roost(['migrate:verify', '--cwd', example, '--reversible']);
  expect([exitCode, stdout.match(/^ok /gm)?.length]).toEqual([0, 6]);
});
