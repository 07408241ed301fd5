// The queries that pending migrations break, as the built command finds them in files, folders and the standard input.
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Files, type Project, projectWith } from './support/project.ts';

const files = {
  '1_users.sql':
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT, email TEXT); CREATE INDEX users_email ON users (email);',
  '2_age.sql': 'ALTER TABLE users ADD COLUMN age INTEGER;',
  '3_no_nick.sql': 'ALTER TABLE users DROP COLUMN nick; DROP INDEX users_email;',
};

/** The first migration is applied. */
async function aProject(more: Files = {}): Promise<Project> {
  const project = await projectWith(files, more);
  await project.roost(['migrate', '--to', '1_users']);
  return project;
}

const sql = `-- name: GetUser
SELECT id, nick FROM users WHERE id = ?;

SELECT name
  FROM users
  WHERE email = ?; PRAGMA table_list;
SELECT name FROM users WHERE id = ?; SELECT missing FROM users
`;
const logged = (query: string, calls?: number): string => `${JSON.stringify({ sql: query, calls })}\n`;

describe('roost check:queries', () => {
  it('shows what breaks, on stdout, and exits with 5', async () => {
    await using project = await aProject({ 'queries.sql': sql });
    const before = await project.contents();
    const { exitCode, stdout, stderr } = await project.spawnRoost(['check:queries', '--from', 'queries.sql']);
    expect(exitCode).toBe(5);
    expect(stdout).toBe(
      `  fails SELECT id, nick FROM users WHERE id = ?
        no such column: nick (users.nick)
        after database/migrations/3_no_nick.sql; from queries.sql:2
  slows SELECT name FROM users WHERE email = ?
        users: SEARCH using INDEX users_email → SCAN
        after database/migrations/3_no_nick.sql; from queries.sql:4
`,
    );
    expect(stderr).toContain('queries.sql:7: no such column: missing\n');
    expect(stderr).toMatch(
      /app-db: of 3 queries, 1 would fail and 1 would lose an index with 2 pending migrations, 1 statement left out \(/,
    );
    expect(stderr).toContain('roost migrate --phase contract');
    expect(await project.contents()).toEqual(before);
  });

  it('reads a folder, of which each log counts calls', async () => {
    await using project = await aProject({
      'queries/b.jsonl': logged('SELECT nick FROM users', 2) + logged('SELECT 1'),
      'queries/a/deep.log': `\n${logged('SELECT nick FROM users', 3)}`,
      'queries/c.sql': 'SELECT nick FROM users',
      'queries/folder.sql/readme.md': 'no query',
      'queries/readme.md': 'no query',
    });
    const { result, exitCode } = await project.spawnJson(['check:queries', '--from', 'queries']);
    expect(exitCode).toBe(5);
    expect(result).toMatchObject({
      checked: 2,
      skipped: 0,
      unreadable: [],
      migrations: ['2_age', '3_no_nick'],
      stopped: null,
      sources: [
        { name: 'queries/a/deep.log', queries: 1 },
        { name: 'queries/b.jsonl', queries: 2 },
        { name: 'queries/c.sql', queries: 1 },
      ],
      findings: [
        {
          kind: 'fails',
          sql: 'SELECT nick FROM users',
          calls: 5,
          source: 'queries/a/deep.log:2',
          migration: '3_no_nick',
          file: project.path('database/migrations/3_no_nick.sql'),
          object: 'users.nick',
          message: 'no such column: nick',
        },
      ],
    });
  });

  it.each([
    ['SQL', 'SELECT nick FROM users;\n'],
    ['a log', logged('SELECT nick FROM users')],
  ])('reads %s from the standard input', async (_, stdin) => {
    await using project = await aProject();
    const { exitCode, stdout } = await project.spawnRoost(['check:queries', '--from', '-'], { stdin });
    expect(exitCode).toBe(5);
    expect(stdout).toContain('from standard input:1\n');
  });

  it.each([
    [
      'a statement on each line',
      'SELECT nick FROM users\n\nDELETE FROM users\nINSERT INTO users (nick) VALUES (1)',
      [1, 4],
    ],
    ['one statement on several lines', 'WITH a AS (SELECT 1)\nSELECT nick FROM users, a', [1]],
    ['an INSERT on two lines', 'INSERT INTO users (nick)\nSELECT name FROM users', [1]],
    ['carriage returns', 'SELECT 1;\r\nSELECT nick\r\nFROM users;\r\n', [2]],
    ['a semicolon in a string', "SELECT ';', nick FROM users", [1]],
  ])('finds %s', async (_, text, lines) => {
    await using project = await aProject({ 'q.sql': text });
    const { result } = await project.json(['check:queries', '--from', 'q.sql']);
    expect(result).toMatchObject({ findings: lines.map((line) => ({ source: `q.sql:${line}` })) });
  });

  it('takes the source from roost.json, whose paths are relative to it', async () => {
    await using project = await aProject({
      'roost.json': '{ "queries": ["database/queries.sql", "insights"] }',
      'database/queries.sql': 'SELECT nick FROM users',
      'src/other.sql': 'SELECT 1',
    });
    const { result } = await project.json(['check:queries', '--cwd', 'src']);
    expect(result).toMatchObject({ sources: [{ name: '../database/queries.sql' }] });
    const shown = await project.roost(['check:queries']);
    expect(shown.stderr).toContain(
      'warning D1 insights are left out, because the database is not at Cloudflare',
    );
    const flag = await project.json(['check:queries', '--from', 'src/other.sql']);
    expect([flag.exitCode, flag.result?.['findings']]).toEqual([0, []]);
  });

  it('says that nothing is pending, or that there are no queries', async () => {
    await using project = await aProject({ 'q.sql': 'SELECT nick FROM users', 'empty.log': '' });
    const empty = await project.roost(['check:queries', '--from', 'empty.log']);
    expect(empty.exitCode).toBe(0);
    expect(empty.stderr).toContain('warning empty.log has no queries\n');
    expect(empty.stderr).toContain('of 0 queries, none breaks with 2 pending migrations');
    await project.roost(['migrate']);
    const done = await project.roost(['check:queries', '--from', 'q.sql']);
    expect([done.exitCode, done.stdout]).toEqual([0, '']);
    expect(done.stderr).toContain('no migration is pending, so no query breaks');
  });

  it('exits with 5 if a migration cannot be tried, so that nothing is known', async () => {
    await using project = await aProject({
      'q.sql': 'SELECT nick FROM users',
      'database/migrations/2_b.ts':
        "export default { up: async (db) => { const row = await db.prepare('SELECT id FROM users').first(); await db.run('DELETE FROM users WHERE id = ?', row.id); } };",
    });
    const { exitCode, stdout } = await project.spawnRoost(['check:queries', '--from', 'q.sql']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('warning 2_b fails on a database without rows (Cannot read properties of null');
  });
});

describe('input that cannot be read', () => {
  it.each([
    [['--from', 'missing.sql'], 'QUERIES.UNREADABLE', 'it does not exist'],
    [['--from', 'empty'], 'QUERIES.UNREADABLE', 'no .sql, .jsonl or .log file'],
    [['--from', 'latin.sql'], 'QUERIES.UNREADABLE', 'it is not UTF-8'],
    [['--from', 'text.log'], 'QUERIES.LINE_INVALID', "Line 2 of 'text.log'"],
    [['--from', 'array.jsonl'], 'QUERIES.LINE_INVALID', 'it has no "sql"'],
    [['--from', 'null.jsonl'], 'QUERIES.LINE_INVALID', 'it has no "sql"'],
    [['--from', 'calls.jsonl'], 'QUERIES.LINE_INVALID', 'its "calls" is not a whole number'],
    [[], 'QUERIES.NOT_NAMED', 'Nothing says'],
    [['--insights'], 'QUERIES.INSIGHTS_NOT_REMOTE', 'at Cloudflare'],
  ])('%j is %s', async (args, code, message) => {
    await using project = await aProject({
      'empty/readme.md': '',
      'text.log': `${logged('SELECT 1')}hello s3cret\n`,
      'array.jsonl': '["SELECT 1"]\n',
      'null.jsonl': 'null',
      'calls.jsonl': '{"sql":"SELECT 1","calls":"many"}',
    });
    await writeFile(project.path('latin.sql'), Buffer.from("SELECT 'caf\xe9'", 'latin1'));
    const before = await project.contents();
    const { exitCode, error } = await project.json(['check:queries', ...args]);
    expect([exitCode, error?.code]).toEqual([2, code]);
    expect(error?.message).toContain(message);
    expect(JSON.stringify(error)).not.toContain('s3cret');
    expect(await project.contents()).toEqual(before);
  });

  it.each(['7', '[]', '[""]', '[7]', '""', '{}'])('queries of roost.json cannot be %s', async (queries) => {
    await using project = await aProject({ 'roost.json': `{ "queries": ${queries} }` });
    const { exitCode, error } = await project.json(['check:queries']);
    expect([exitCode, error?.code]).toEqual([2, 'CONFIG.INVALID']);
  });
});

it('a query is cut where a terminal is narrow, and whole in a pipe; what it holds cannot act on the terminal', async () => {
  const long = `SELECT nick, '${'x'.repeat(300)}', '\u001b[31m' FROM users`;
  await using project = await aProject({ 'q.sql': long });
  const { stdout } = await project.spawnRoost(['check:queries', '--from', 'q.sql']);
  expect(stdout.split('\n')[0]).toBe(`  fails ${long.replace('\u001b', '\\u001b')}`);
});
