// The SQL that lint suggests, run on tables with rows.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type LintFinding, lintMigrations } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { lint } from './statement-lists.ts';

const visits = [
  'CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)',
  'CREATE INDEX idx_visits_path ON visits (path)',
];

/** What is offered for the only finding of a rule in the second migration. */
async function offered(rule: string, before: readonly string[], up: readonly string[]): Promise<string> {
  const { findings } = await lint(before, up);
  const found = findings.filter((one) => one.migration === '2_m' && one.rule === rule);
  expect(found).toHaveLength(1);
  return found[0]?.suggestion ?? '';
}

describe('another name for an index', () => {
  it.each([
    ['create index e on visits (id)', 'create index idx_visits_id on visits (id)'],
    ['CREATE INDEX [by key] ON visits (id)', 'CREATE INDEX idx_visits_id ON visits (id)'],
    [
      'CREATE INDEX IF NOT EXISTS main."$&" ON visits (id)',
      'CREATE INDEX IF NOT EXISTS main.idx_visits_id ON visits (id)',
    ],
    [
      'CREATE INDEX some ON visits (path) WHERE id > 7',
      'CREATE INDEX idx_visits_path_2 ON visits (path) WHERE id > 7',
    ],
  ])('replaces only the old name: %s', async (written, better) => {
    expect(await offered('index-name', visits, [written])).toBe(better);
  });
});

it('a name that is suggested for an index is free in the whole folder', async () => {
  const { findings } = await lint(
    [...visits, 'CREATE INDEX i ON visits (path)'],
    ['CREATE INDEX idx_visits_path_2 ON visits (path, id)'],
  );
  expect(findings.map(({ suggestion }) => suggestion)).toEqual([
    'CREATE INDEX idx_visits_path_3 ON visits (path)',
  ]);
});

it('a name that is a keyword is quoted', async () => {
  const order = 'CREATE TABLE "order" (id INTEGER PRIMARY KEY, "group" INTEGER REFERENCES visits (id))';
  expect(await offered('unindexed-foreign-key', visits, [order])).toBe(
    'CREATE INDEX idx_order_group ON "order" ("group");',
  );
});

describe('the counter of a table that is rebuilt by hand', () => {
  const users = 'CREATE TABLE "Users" (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)';
  const rebuild = [
    'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)',
    'INSERT INTO n SELECT * FROM Users',
    'DROP TABLE Users',
    'ALTER TABLE n RENAME TO Users',
  ];

  it.each([
    ["INSERT INTO Users VALUES (1, 'a'), (9, 'b'); DELETE FROM Users WHERE id = 9", 10],
    ["INSERT INTO Users VALUES (9, 'b'); DELETE FROM Users", 10],
    ['SELECT 1', 1],
  ])('goes on where it was, by what is suggested: %s', async (rows, next) => {
    const suggestion = await offered('autoincrement-reset', [users], rebuild);
    const { run, rows: rowsOf } = testDatabase();
    run([users, rows, ...rebuild.toSpliced(2, 0, suggestion.replace(/;\n--.*$/, ''))].join(';\n'));
    run("INSERT INTO Users (name) VALUES ('c')");
    expect(rowsOf("SELECT id FROM Users WHERE name = 'c'")).toEqual([{ id: next }]);
  });
});

describe('what reads a table for each row', () => {
  const found = [
    'CREATE TABLE posts (id INTEGER PRIMARY KEY, n INTEGER, title TEXT)',
    'CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER)',
  ];
  const count = '(SELECT count(*) FROM comments WHERE post_id = posts.id)';

  it.each([
    [
      `UPDATE posts SET n = ${count} WHERE n IS NULL OR n < 0;`,
      `(n IS NULL OR n < 0) AND id BETWEEN 1 AND 10000`,
    ],
    [`UPDATE posts SET n = ${count} -- all`, `posts.id) WHERE id BETWEEN 1 AND 10000;`],
    [`DELETE FROM posts WHERE title = '' AND NOT EXISTS ${count}`, `AND id BETWEEN 1 AND 10000`],
  ])('runs with the index and in parts that are suggested: %s', async (written, part) => {
    const suggestion = await offered('scan-per-row', found, [written]);
    expect(suggestion).toContain('CREATE INDEX idx_comments_post_id ON comments (post_id);');
    expect(suggestion).toContain(part);
    const { findings } = await lint(
      found,
      suggestion.split(/;\s*/).filter((one) => one !== ''),
    );
    expect(findings.filter(({ rule }) => rule !== 'update-all')).toEqual([]);
  });
});

it('an index that moved with a renamed table is created on the table that has the name now', async () => {
  const log =
    'CREATE TRIGGER visits_log AFTER INSERT ON visits BEGIN UPDATE visits SET path = trim(new.path) WHERE visits.id = new.id; END';
  const rebuild = [
    'ALTER TABLE visits RENAME TO visits_old',
    'CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT NOT NULL)',
    'INSERT INTO visits SELECT * FROM visits_old',
    'DROP TABLE visits_old',
  ];
  const suggestion = await offered('dropped-index-or-trigger', [...visits, log], rebuild);
  const { run, rows } = testDatabase();
  run([...visits, log, "INSERT INTO visits VALUES (1, 'a')", ...rebuild, suggestion].join(';\n'));
  run("INSERT INTO visits VALUES (2, ' b ')");
  expect(rows('SELECT path FROM visits ORDER BY id')).toEqual([{ path: 'a' }, { path: 'b' }]);
  expect(rows("SELECT tbl_name FROM sqlite_schema WHERE name = 'idx_visits_path'")).toEqual([
    { tbl_name: 'visits' },
  ]);
});

it('rows that a rebuild leaves out are kept beside the new table, and references to it stay', async () => {
  const found = [
    ...visits,
    'CREATE TABLE clicks (id INTEGER PRIMARY KEY, visit_id INTEGER UNIQUE REFERENCES visits (id))',
  ];
  const [create, copy, drop, rename] = [
    'CREATE TABLE visits_new (id INTEGER PRIMARY KEY, path TEXT)',
    'INSERT INTO visits_new SELECT * FROM visits WHERE id > 1',
    'DROP TABLE visits',
    'ALTER TABLE visits_new RENAME TO visits; CREATE INDEX idx_visits_path ON visits (path)',
  ];
  const suggestion = await offered('drop-table', found, [create, copy, drop, rename]);
  const keep = suggestion.split(', with a copy before it: ')[1] ?? '';
  const { findings } = await lint(found, [create, copy, keep.slice(0, -1), drop, ...rename.split('; ')]);
  expect(findings.filter(({ rule }) => rule === 'drop-table')).toEqual([]);
  const { run, rows } = testDatabase();
  run(
    [...found, "INSERT INTO visits VALUES (1, 'a'), (2, 'b')", create, copy, keep, drop, rename].join(';\n'),
  );
  expect(rows('SELECT id FROM visits_old')).toEqual([{ id: 1 }, { id: 2 }]);
  run('INSERT INTO clicks VALUES (1, 2)');
});

it('a failure that no suppression can prevent is not offered one', async () => {
  const child =
    'CREATE TABLE clicks (id INTEGER PRIMARY KEY, visit_id INTEGER UNIQUE REFERENCES visits (id))';
  const suggestion = await offered('drop-parent', [...visits, child], ['DELETE FROM visits']);
  expect(suggestion).toContain("first empty the tables that refer to it: 'clicks'");
  expect(suggestion).not.toContain('roost-allow');
});

it('a row of a table that replaces rows by itself is changed in place, whatever it conflicts with', async () => {
  const found = [
    'CREATE TABLE tags (id INTEGER PRIMARY KEY, slug TEXT UNIQUE ON CONFLICT REPLACE)',
    'CREATE TABLE tagged (id INTEGER PRIMARY KEY, tag_id INTEGER UNIQUE REFERENCES tags (id) ON DELETE CASCADE)',
  ];
  const suggestion = await offered('drop-parent', found, ["INSERT INTO tags VALUES (7, 'a')"]);
  const written = suggestion.replace(/^--.*$/m, '').replace('…', "1, 'a'");
  const { findings } = await lint(found, [written.replace(';', '')]);
  expect(findings).toEqual([]);
  const { run, rows } = testDatabase();
  run([...found, "INSERT INTO tags VALUES (1, 'a')", 'INSERT INTO tagged VALUES (5, 1)'].join(';\n'));
  run(written);
  run(written.replace("1, 'a'", "2, 'a'"));
  expect(rows('SELECT * FROM tagged')).toEqual([{ id: 5, tag_id: 1 }]);
});

describe('an added column keeps its definition, except for what prevents it:', () => {
  it.each([
    [
      "code TEXT NOT NULL COLLATE NOCASE CHECK (code <> 'x')",
      "code TEXT NOT NULL COLLATE NOCASE CHECK (code <> 'x') DEFAULT ''",
    ],
    [
      "code TEXT UNIQUE COLLATE NOCASE CHECK (code <> 'default')",
      "code TEXT COLLATE NOCASE CHECK (code <> 'default')",
    ],
    ["code TEXT CONSTRAINT one UNIQUE CONSTRAINT two NOT NULL DEFAULT 'unique'", 'code TEXT'],
    ['code INT CHECK (code > 0) NOT NULL DEFAULT (unixepoch())', 'code INT CHECK (code > 0)'],
    [
      'code INT NOT NULL REFERENCES visits (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED CHECK (code > 0)',
      'code INT REFERENCES visits (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED CHECK (code > 0)',
    ],
  ])('%s', async (written, kept) => {
    const suggestion = await offered('add-column', visits, [`ALTER TABLE visits ADD COLUMN ${written}`]);
    const sql = suggestion.replace(/^--.*$/gm, '');
    expect(sql.split(';')[0]).toBe(`ALTER TABLE visits ADD COLUMN ${kept}`);
    const again = await lint(
      visits,
      sql.split(';').filter((one) => one.trim() !== ''),
    );
    expect(again.blocking).toBe(0);
    const { run, rows } = testDatabase();
    run([...visits, "INSERT INTO visits VALUES (1, 'a')", sql].join(';\n'));
    expect(rows('SELECT id, path FROM visits')).toEqual([{ id: 1, path: 'a' }]);
  });

  it('a default that SQLite computes is the value that the rows get', async () => {
    const column = 'at INTEGER NOT NULL DEFAULT (unixepoch())';
    const suggestion = await offered('add-column', visits, [`ALTER TABLE visits ADD COLUMN ${column}`]);
    const { run, rows } = testDatabase();
    run([...visits, "INSERT INTO visits VALUES (1, 'a')", suggestion].join(';\n'));
    expect(rows('SELECT typeof(at) AS type FROM visits')).toEqual([{ type: 'integer' }]);
  });
});

describe('a trigger in a file that wrangler applies', () => {
  /** Of such a file with this text behind the tables. */
  async function splitIn(sql: string): Promise<readonly LintFinding[]> {
    const text = `${visits.join(';\n')};\n${sql};\n`;
    const { findings } = await lintMigrations({
      migrations: { list: () => [{ name: '1_m', text, load: () => Promise.resolve({ default: text }) }] },
      openScratch: openMemoryD1,
      inPlace: ['1_m'],
    });
    return findings.filter(({ rule }) => rule === 'split-trigger');
  }

  it.each([
    ["create trigger t after insert on visits begin\n  update visits set path = 'a'; -- don't; end\nend"],
    ["CREATE TRIGGER t AFTER INSERT ON visits BEGIN UPDATE visits SET path = CASE WHEN 1 THEN 'a' END; END"],
    ["CREATE TRIGGER t AFTER INSERT ON visits BEGIN UPDATE visits SET path = 'it''s\nb'; END"],
  ])('is offered in a form that is not split, and does the same: %j', async (written) => {
    const [finding] = await splitIn(written);
    expect(finding).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining("the trigger 't'"),
      line: 3,
    });
    const better = finding?.suggestion.replace(/;$/, '') ?? '';
    expect(better).not.toMatch(/[\r\n]/);
    expect(await splitIn(better)).toEqual([]);
    const [before, after] = [written, better].map((sql) => {
      const { run, rows } = testDatabase();
      run([...visits, sql, "INSERT INTO visits VALUES (1, 'b')"].join(';\n'));
      return rows('SELECT path FROM visits');
    });
    expect(after).toEqual(before);
  });

  it('is not reported in a form that is not split', async () => {
    const plain =
      "CREATE TRIGGER t AFTER INSERT ON visits BEGIN UPDATE visits SET path = (CASE WHEN 1 THEN 'a' END); END";
    expect(await splitIn(plain)).toEqual([]);
  });
});

describe('a rebuild that is suggested in SQL, where rebuildTable cannot be called', () => {
  const schema = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, boss_id INTEGER REFERENCES users (id));
    CREATE INDEX idx_users_boss_id ON users (boss_id);
    CREATE TABLE "the posts" (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
      editor_id INTEGER REFERENCES users (id) ON DELETE SET NULL, owner_id INTEGER REFERENCES users (id));
    CREATE INDEX idx_posts_user_id ON "the posts" (user_id);
    CREATE INDEX idx_posts_editor_id ON "the posts" (editor_id);
    CREATE INDEX idx_posts_owner_id ON "the posts" (owner_id);
    CREATE TABLE keep_users (id INTEGER PRIMARY KEY);
    CREATE TABLE users_rows (id INTEGER PRIMARY KEY);`;
  const byHand = `CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT '', boss_id INTEGER REFERENCES users (id));
    INSERT INTO n SELECT * FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users;
    CREATE INDEX idx_users_boss_id ON users (boss_id);`;
  const found = async (second: string): Promise<readonly LintFinding[]> => {
    const migrations = { '1_a': schema, '2_b': second };
    return (await lintMigrations({ migrations, openScratch: openMemoryD1 })).findings;
  };

  it('keeps every row and reference and the counter, and is linted clean', async () => {
    const suggestion = (await found(byHand)).find(({ rule }) => rule === 'drop-parent')?.suggestion ?? '';
    expect(suggestion).not.toMatch(/^\/\/|^import /m);
    expect(await found(suggestion)).toEqual([]);
    const { d1, run, rows } = testDatabase();
    run(`${schema} INSERT INTO users VALUES (1, 'Ada', NULL), (2, 'Bob', 1), (9, 'Cid', 1);
      DELETE FROM users WHERE id = 9; INSERT INTO "the posts" VALUES (1, 1, 2, 2), (2, 2, NULL, 1);`);
    const all = () => [rows('SELECT * FROM users'), rows('SELECT * FROM "the posts"')];
    const before = all();
    await createMigrator({ database: d1, migrations: { '2_b': suggestion } }).migrate();
    expect(all()).toEqual(before);
    expect(rows("SELECT seq FROM sqlite_sequence WHERE name = 'users'")).toEqual([{ seq: 9 }]);
    expect(rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).toEqual([]);
    expect(
      rows("SELECT name FROM sqlite_schema WHERE tbl_name = 'users' AND name GLOB 'idx_*'"),
    ).toHaveLength(1);
  });

  it.each([
    ['CREATE TABLE t (a INTEGER UNIQUE, b TEXT);', 'ALTER TABLE t DROP COLUMN a;'],
    ['CREATE TABLE t (a INTEGER, b TEXT);', 'ALTER TABLE t ADD COLUMN c INTEGER AS (a + 1) STORED;'],
    [
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES p (id) ON UPDATE SET NULL);',
      'UPDATE p SET id = id + 1;',
    ],
    [
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES p (id));',
      'DROP TABLE p;',
    ],
  ])('is offered in every rule: %s %s', async (first, second) => {
    const { findings } = await lintMigrations({
      migrations: { '1_a': first, '2_b': second },
      openScratch: openMemoryD1,
    });
    const all = findings.map(({ suggestion }) => suggestion).join('\n');
    expect(all).toContain('rebuildTable of @roostjs/cli/schema');
    expect(all).toContain('in a .ts migration');
    expect(all).not.toMatch(/^import |^\/\/ /m);
  });
});
