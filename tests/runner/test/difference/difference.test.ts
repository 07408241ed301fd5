// What leads from one schema to another: which steps, in how many migrations, and what has no way back.
import { lossesBetween, modelOf, planMigrations, renameChoices, schemaWithout } from '@roostjs/internal-core';
import { describe, expect, it } from 'vitest';
import { differenceOf, onOneLine, schemaOf, scratch, stepsOf } from './support.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)';
const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)';
const postsOf = (columns: string): string => `CREATE TABLE posts (id INTEGER PRIMARY KEY, ${columns})`;

type Case = {
  readonly title: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly up: readonly (readonly string[])[];
  readonly down: readonly (readonly string[])[];
};

const cases: readonly Case[] = [
  {
    title: 'what differs in spaces, comments, case and quotes is the same',
    from: [posts],
    to: ['create table "posts" (ID integer primary key, -- the key\n  "title" text)'],
    up: [],
    down: [],
  },
  {
    title: 'tables, parents first, with their indexes, views and triggers',
    from: [],
    to: [
      postsOf('author INTEGER REFERENCES users (id)'),
      users,
      'CREATE INDEX i ON posts (author)',
      'CREATE VIEW w AS SELECT * FROM v',
      'CREATE VIEW v AS SELECT id FROM posts',
      'CREATE TRIGGER t AFTER DELETE ON users BEGIN DELETE FROM posts; END',
    ],
    up: [
      [
        users,
        postsOf('author INTEGER REFERENCES users (id)'),
        'CREATE INDEX i ON posts (author)',
        'CREATE VIEW v AS SELECT id FROM posts',
        'CREATE VIEW w AS SELECT * FROM v',
        'CREATE TRIGGER t AFTER DELETE ON users BEGIN DELETE FROM posts; END',
      ],
    ],
    down: [['DROP TRIGGER t', 'DROP VIEW v', 'DROP VIEW w', 'DROP TABLE posts', 'DROP TABLE users']],
  },
  {
    title: 'a column at the end is added and dropped, with its index',
    from: [posts],
    to: [postsOf("title TEXT, state TEXT NOT NULL DEFAULT 'new'"), 'CREATE INDEX i ON posts (state)'],
    up: [
      ["ALTER TABLE posts ADD COLUMN state TEXT NOT NULL DEFAULT 'new'", 'CREATE INDEX i ON posts (state)'],
    ],
    down: [['DROP INDEX i', 'ALTER TABLE posts DROP COLUMN state']],
  },
  {
    title: 'a column in the middle is dropped, and comes back by a rebuild',
    from: [postsOf('slug TEXT, title TEXT')],
    to: [posts],
    up: [['ALTER TABLE posts DROP COLUMN slug']],
    down: [['rebuild posts']],
  },
  {
    title: 'a column that refers to a table goes with its index, and comes back',
    from: [users, postsOf('author INTEGER REFERENCES users (id)'), 'CREATE INDEX i ON posts (author)'],
    to: [users, 'CREATE TABLE posts (id INTEGER PRIMARY KEY)'],
    up: [['DROP INDEX i', 'ALTER TABLE posts DROP COLUMN author']],
    down: [
      [
        'ALTER TABLE posts ADD COLUMN author INTEGER REFERENCES users (id)',
        'CREATE INDEX i ON posts (author)',
      ],
    ],
  },
  {
    title: 'a column that ADD COLUMN cannot add is added by a rebuild',
    from: [posts],
    to: [postsOf("title TEXT, created_at TEXT DEFAULT (datetime('now'))")],
    up: [['rebuild posts']],
    down: [['ALTER TABLE posts DROP COLUMN created_at']],
  },
  {
    title: 'a constraint is changed by a rebuild, and what is new with it comes after it',
    from: [posts],
    to: [postsOf('title TEXT NOT NULL'), 'CREATE INDEX i ON posts (title)', users],
    up: [['rebuild posts', users, 'CREATE INDEX i ON posts (title)']],
    down: [['rebuild posts', 'DROP TABLE users']],
  },
  {
    title: 'two rebuilds are two migrations',
    from: [posts, users],
    to: [postsOf('title TEXT NOT NULL'), 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE)'],
    up: [['rebuild posts'], ['rebuild users']],
    down: [['rebuild posts'], ['rebuild users']],
  },
  {
    title: 'a table that refers to a new one is rebuilt after it was created',
    from: [postsOf('author INTEGER')],
    to: [users, postsOf('author INTEGER REFERENCES users (id)')],
    up: [[users], ['rebuild posts']],
    down: [['DROP TABLE users'], ['rebuild posts']],
  },
  {
    title: 'a view and what reads it are set aside while a column goes',
    from: [
      postsOf('title TEXT, slug TEXT'),
      'CREATE VIEW v AS SELECT title, slug FROM posts',
      'CREATE VIEW w AS SELECT title FROM v',
    ],
    to: [posts, 'CREATE VIEW v AS SELECT title FROM posts', 'CREATE VIEW w AS SELECT title FROM v'],
    up: [
      [
        'DROP VIEW v',
        'DROP VIEW w',
        'ALTER TABLE posts DROP COLUMN slug',
        'CREATE VIEW v AS SELECT title FROM posts',
        'CREATE VIEW w AS SELECT title FROM v',
      ],
    ],
    down: [
      [
        'DROP VIEW v',
        'DROP VIEW w',
        'ALTER TABLE posts ADD COLUMN slug TEXT',
        'CREATE VIEW v AS SELECT title, slug FROM posts',
        'CREATE VIEW w AS SELECT title FROM v',
      ],
    ],
  },
  {
    title: 'a changed index and a changed trigger are dropped and created',
    from: [
      posts,
      'CREATE INDEX i ON posts (title)',
      'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END',
    ],
    to: [
      posts,
      'CREATE INDEX i ON posts (title, id)',
      'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 2; END',
    ],
    up: [
      [
        'DROP TRIGGER t',
        'DROP INDEX i',
        'CREATE INDEX i ON posts (title, id)',
        'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 2; END',
      ],
    ],
    down: [
      [
        'DROP TRIGGER t',
        'DROP INDEX i',
        'CREATE INDEX i ON posts (title)',
        'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END',
      ],
    ],
  },
  {
    title: 'a table and a view change places',
    from: [posts, 'CREATE VIEW users AS SELECT id FROM posts'],
    to: [users, 'CREATE VIEW posts AS SELECT id FROM users'],
    up: [['DROP VIEW users', users, 'DROP TABLE posts', 'CREATE VIEW posts AS SELECT id FROM users']],
    down: [['DROP VIEW posts', posts, 'DROP TABLE users', 'CREATE VIEW users AS SELECT id FROM posts']],
  },
  {
    title: 'a full-text table is created and dropped',
    from: [posts],
    to: [posts, "CREATE VIRTUAL TABLE found USING fts5 (title, content='posts', content_rowid='id')"],
    up: [["CREATE VIRTUAL TABLE found USING fts5 (title, content='posts', content_rowid='id')"]],
    down: [['DROP TABLE found']],
  },
];

describe('a difference', () => {
  it.each(cases)('$title', async ({ from, to, up, down }) => {
    const { planned } = await differenceOf(from, to);
    expect(stepsOf(planned, 'up')).toEqual(up);
    expect(stepsOf(planned, 'down')).toEqual(down);
    expect(planned.flatMap(({ obstacle }) => obstacle ?? [])).toEqual([]);
  });

  it('drops tables that refer to each other in a circle', async () => {
    const circle = [
      'CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE SET NULL)',
      'CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id))',
    ];
    const { planned, proof } = await differenceOf(circle, []);
    expect(planned).toHaveLength(1);
    expect(proof.rows).toBeGreaterThan(0);
  });

  it('is tried on rows', async () => {
    const { proof } = await differenceOf([posts], [postsOf('title TEXT CHECK (length(title) > 2)')]);
    expect(proof.rows).toBeGreaterThan(5);
  });

  it.each([
    ['a key', 'title TEXT, code TEXT NOT NULL UNIQUE', "'posts.code'"],
    ['a reference', 'title TEXT, author INTEGER NOT NULL REFERENCES posts (id)', "'posts.author'"],
    ['a check', "title TEXT, state TEXT NOT NULL CHECK (state IN ('a', 'b'))", "'posts.state'"],
  ])('has no way back if the values of %s are gone', async (_, columns, named) => {
    const { planned } = await differenceOf([postsOf(columns)], [posts]);
    expect(planned.map(({ obstacle }) => obstacle)).toEqual([expect.stringContaining(named)]);
  });

  it('has no way back if a kept column referred to a table that is gone', async () => {
    const { planned } = await differenceOf(
      [users, postsOf('author INTEGER REFERENCES users (id)')],
      [postsOf('author INTEGER')],
    );
    expect(planned[0]?.obstacle).toContain("'posts.author'");
  });

  it('fills a NOT NULL column that comes back with an empty value', async () => {
    const { planned } = await differenceOf([postsOf('title TEXT, n INTEGER NOT NULL')], [posts]);
    expect(planned[0]).toMatchObject({
      obstacle: null,
      down: [{ rebuild: { copy: { n: '0' } }, filled: ['n'] }],
    });
  });

  it('refuses a virtual table with another definition', async () => {
    const [from, to] = ['a', 'b'].map((column) => [`CREATE VIRTUAL TABLE found USING fts5 (${column})`]);
    await expect(differenceOf(from ?? [], to ?? [])).rejects.toMatchObject({
      code: 'DIFFERENCE.VIRTUAL_TABLE',
    });
  });

  it('does not drop a table to which another one refers', async () => {
    const child = postsOf('author INTEGER REFERENCES users (id) ON DELETE CASCADE');
    await expect(differenceOf([users, child], [child])).rejects.toMatchObject({
      code: 'DIFFERENCE.PARENT_DROPPED',
      details: { table: 'posts', parent: 'users' },
    });
  });

  it('says which statement fails', async () => {
    const [from, to] = [
      [postsOf('title TEXT, slug TEXT'), 'CREATE VIEW v AS SELECT slug FROM posts'],
      [posts],
    ];
    const planning = planMigrations(
      scratch,
      await schemaOf(from),
      await schemaOf([...to, from[1] ?? '']),
      [],
    );
    await expect(planning).rejects.toMatchObject({
      code: 'DIFFERENCE.STEP_FAILED',
      details: { statement: 'ALTER TABLE posts DROP COLUMN slug' },
    });
  });
});

describe('renames', () => {
  const to = ['CREATE TABLE articles (id INTEGER PRIMARY KEY, headline TEXT)'];
  const renames = [
    { table: null, from: 'posts', to: 'articles' },
    { table: 'posts', from: 'title', to: 'headline' },
  ];

  it('keep the rows of the table and the values of the column', async () => {
    const view = 'CREATE VIEW v AS SELECT title FROM posts';
    const { planned, proof } = await differenceOf(
      [posts, view],
      [...to, 'CREATE VIEW v AS SELECT headline FROM articles'],
      renames,
    );
    expect(proof.rows).toBeGreaterThan(0);
    expect(stepsOf(planned, 'up')).toEqual([
      ['ALTER TABLE posts RENAME COLUMN title TO headline', 'ALTER TABLE posts RENAME TO articles'],
    ]);
    expect(stepsOf(planned, 'down')).toEqual([
      ['ALTER TABLE articles RENAME TO posts', 'ALTER TABLE posts RENAME COLUMN headline TO title'],
    ]);
  });

  it('leave no way back as little as other changes do', async () => {
    const { planned } = await differenceOf(
      [postsOf("title TEXT, code TEXT DEFAULT 'none'"), 'CREATE UNIQUE INDEX i ON posts (code, title)'],
      ['CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT)'],
      renames.slice(0, 1),
    );
    expect(planned.map(({ obstacle }) => obstacle)).toEqual([expect.stringContaining("'articles.code'")]);
  });

  it('drop views that show a renamed column to other views, and create them again', async () => {
    const [v, w] = ['CREATE VIEW v AS SELECT title FROM posts', 'CREATE VIEW w AS SELECT title FROM v'];
    const { planned } = await differenceOf(
      [posts, v, w],
      [postsOf('headline TEXT'), v.replace('title', 'headline'), w.replace('title', 'headline')],
      renames.slice(1),
    );
    expect(stepsOf(planned, 'up')).toEqual([
      [
        'DROP VIEW v',
        'DROP VIEW w',
        'ALTER TABLE posts RENAME COLUMN title TO headline',
        'CREATE VIEW v AS SELECT headline FROM posts',
        'CREATE VIEW w AS SELECT headline FROM v',
      ],
    ]);
  });

  it('are possible for every pair, and likely for those that look alike', async () => {
    const [from, now] = [modelOf(await schemaOf([posts, users])), modelOf(await schemaOf(to))];
    const { possible, likely } = renameChoices(from, now, []);
    expect(possible.map((one) => one.from)).toEqual(['posts', 'users']);
    expect(likely).toEqual(possible);
    const columns = renameChoices(from, now, renames.slice(0, 1));
    expect(columns.possible).toEqual(renames.slice(1));
    expect(renameChoices(from, now, renames)).toEqual({ possible: [], likely: [] });
    const other = modelOf(await schemaOf(['CREATE TABLE articles (id INTEGER PRIMARY KEY, headline BLOB)']));
    expect(renameChoices(from, other, renames.slice(0, 1)).likely).toEqual([]);
  });

  it('leave as losses what is neither renamed nor kept', async () => {
    const [from, now] = [modelOf(await schemaOf([posts, users])), modelOf(await schemaOf(to))];
    expect(lossesBetween(from, now, [])).toEqual([
      { table: 'posts', column: null },
      { table: 'users', column: null },
    ]);
    expect(lossesBetween(from, now, renames.slice(0, 1))).toEqual([
      { table: 'posts', column: 'title' },
      { table: 'users', column: null },
    ]);
    expect(lossesBetween(from, now, renames)).toEqual([{ table: 'users', column: null }]);
  });
});

describe('a schema without a table or a column', () => {
  const all = [
    postsOf('title TEXT, slug TEXT'),
    'CREATE INDEX i ON posts (slug)',
    'CREATE INDEX j ON posts (title)',
    'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END',
    users,
  ];

  it('has no indexes and triggers of it', async () => {
    const schema = await schemaOf(all);
    const names = (found: typeof schema | null): readonly string[] | undefined =>
      found?.map(({ name }) => name);
    expect(names(schemaWithout(schema, { table: 'Posts', columns: null }))).toEqual(['users']);
    expect(names(schemaWithout(schema, { table: 'posts', columns: ['SLUG'] }))).toEqual([
      'posts',
      'users',
      'j',
      't',
    ]);
    const own = await schemaOf([
      users,
      postsOf('author INTEGER, n, FOREIGN KEY (author) REFERENCES users (id)'),
    ]);
    const found = schemaWithout(own, { table: 'posts', columns: ['author'] });
    expect(found?.map(({ sql }) => onOneLine(sql))).toContain(postsOf('n'));
    expect(schemaWithout(schema, { table: 'none', columns: null })).toBeNull();
    expect(schemaWithout(schema, { table: 'posts', columns: ['none'] })).toBeNull();
    expect(schemaWithout(schema, { table: 'posts', columns: ['id', 'title', 'slug'] })).toBeNull();
  });
});
