// Random statements that may lose values, and a database that they run on.
import fc from 'fast-check';
import type { testDatabase } from '../support/database.ts';

export const actions = ['CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT'] as const;

export const foundWith = (onDelete: string): readonly string[] => [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE)',
  `CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE ${onDelete}, title TEXT)`,
  'CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE, body TEXT)',
  'CREATE TABLE tags (name TEXT, note TEXT)',
];

/** Rows with all their columns, one with what may be NULL, and two tags that share a name. */
export const rows = [
  ...[1, 2, 3].flatMap((id) => [
    `INSERT INTO users VALUES (71${id}, 'users.name.${id}', 'users.email.${id}')`,
    `INSERT INTO posts VALUES (72${id}, 71${id}, 'posts.title.${id}')`,
    `INSERT INTO comments VALUES (73${id}, 72${id}, 'comments.body.${id}')`,
    `INSERT INTO tags VALUES ('tags.name.${id}', 'tags.note.${id}')`,
  ]),
  'INSERT INTO users VALUES (714, NULL, NULL)',
  "INSERT INTO posts VALUES (724, NULL, 'posts.title.4')",
  "INSERT INTO tags VALUES ('tags.name.1', 'tags.note.4')",
];
/** Each is on the database once, keys and what refers to them aside, so that nothing can be lost and look as if it were there. */
const values = [...new Set(rows.flatMap((sql) => sql.match(/'[^']+'|\b7\d\d\b/g) ?? []))].map((text) =>
  text.replaceAll("'", ''),
);

/** Which row refers to which: what holds something of the one is to hold the key of the other. */
const references = [1, 2, 3].flatMap((id) => [
  [`posts.title.${id}`, `71${id}`],
  [`comments.body.${id}`, `72${id}`],
]);

export const columnsOf: Readonly<Record<string, readonly string[]>> = {
  users: ['id', 'name', 'email'],
  posts: ['id', 'user_id', 'title'],
  comments: ['id', 'post_id', 'body'],
  tags: ['name', 'note'],
};
const definitions: Readonly<Record<string, string>> = {
  id: 'id INTEGER PRIMARY KEY',
  user_id: 'user_id INTEGER REFERENCES users (id) ON DELETE CASCADE',
  post_id: 'post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE',
};

const tables = fc.constantFrom(...Object.keys(columnsOf));
const verbs = fc.constantFrom('INSERT', 'INSERT', 'INSERT OR IGNORE', 'REPLACE');
const ends = fc.constantFrom(
  '',
  '',
  '',
  ' WHERE true',
  ' WHERE 1 = 0',
  ' LIMIT 2',
  ' ORDER BY 1',
  ' GROUP BY 1',
);

/** A recreated table, with some or all of its columns, of which some or all are copied. */
export const rebuilds = tables.chain((table) => {
  const all = columnsOf[table] ?? [];
  const some: fc.Arbitrary<readonly string[]> = fc.oneof(
    fc.constant(all),
    fc.subarray([...all], { minLength: 1 }),
  );
  return fc
    .record({ copied: some, kept: fc.constantFrom('all', 'copied'), verb: verbs, end: ends, way: fc.nat(3) })
    .map(({ copied, kept, verb, end, way }) => {
      const made = (kept === 'all' ? all : copied)
        .map((name) => definitions[name] ?? `${name} TEXT`)
        .join(', ');
      const [into, list] = [`(${copied.join(', ')})`, copied.join(', ')];
      const ways = [
        [
          `CREATE TABLE n (${made})`,
          `${verb} INTO n ${into} SELECT ${list} FROM ${table}${end}`,
          `DROP TABLE ${table}`,
          `ALTER TABLE n RENAME TO ${table}`,
        ],
        [
          `ALTER TABLE ${table} RENAME TO n`,
          `CREATE TABLE ${table} (${made})`,
          `${verb} INTO ${table} ${into} SELECT ${list} FROM n${end}`,
          'DROP TABLE n',
        ],
        [
          `CREATE TABLE n AS SELECT * FROM ${table}${end}`,
          `DELETE FROM ${table}`,
          `${verb} INTO ${table} ${into} SELECT ${list} FROM n`,
          'DROP TABLE n',
        ],
        [
          `CREATE TABLE n (${made})`,
          `WITH o AS (SELECT * FROM ${table}${end}) ${verb} INTO n ${into} SELECT ${list} FROM o`,
          `DROP TABLE "${table}"`,
          `ALTER TABLE n RENAME TO ${table}`,
        ],
      ];
      return ways[way] ?? [];
    });
});

/** Conditions that every row of every table meets. */
const always = [
  'rowid > 0',
  'rowid IS NOT NULL',
  '1',
  'NOT 0',
  "'a' = 'a'",
  'EXISTS (SELECT 1)',
  'rowid = rowid',
  'rowid IN (SELECT rowid FROM TABLE)',
  "typeof(rowid) = 'integer'",
  'length(rowid) >= 1',
  'rowid NOT IN (0)',
  '(SELECT count(*) FROM TABLE) > 0',
  '-rowid < 0',
];

export const others = fc
  .tuple(tables, fc.nat(9), fc.constantFrom(...always), fc.nat(29))
  .map(([table, place, everyRow, at]) => {
    const columns = columnsOf[table] ?? [];
    const name = columns[place % columns.length] ?? '';
    const where = `WHERE ${everyRow.replace('TABLE', table)}`;
    const list = columns.join(', ');
    const choices = [
      [`DROP TABLE IF EXISTS ${table}`],
      [`ALTER TABLE ${table} DROP COLUMN ${name}`],
      [
        `ALTER TABLE ${table} ADD COLUMN x TEXT`,
        `UPDATE ${table} SET x = ${name}`,
        `ALTER TABLE ${table} DROP COLUMN ${name}`,
      ],
      [`CREATE TABLE kept AS SELECT ${name} FROM ${table}`, `DROP TABLE ${table}`],
      [
        `CREATE TABLE kept AS SELECT max(${name}) AS x FROM ${table}`,
        `ALTER TABLE ${table} DROP COLUMN ${name}`,
      ],
      [`DELETE FROM ${table} WHERE rowid > 0`],
      [`UPDATE ${table} SET ${name} = NULL WHERE ${name} IS NOT NULL`],
      ["INSERT OR REPLACE INTO users VALUES (711, 'users.name.1', 'users.email.1')"],
      ['PRAGMA defer_foreign_keys = ON'],
      [`CREATE TRIGGER guard_${table} BEFORE DELETE ON ${table} BEGIN SELECT RAISE(IGNORE); END`],
      [`DELETE FROM ${table} ${where}`],
      [`UPDATE ${table} SET ${name} = 'x' ${where}`],
      [`CREATE TABLE kept AS SELECT * FROM ${table} ${where}`, `DELETE FROM ${table} ${where}`],
      [
        `CREATE TABLE kept AS SELECT * FROM ${table}`,
        'DELETE FROM kept WHERE rowid > 2',
        `DROP TABLE ${table}`,
      ],
      [`CREATE TABLE kept AS SELECT * FROM ${table}`, `UPDATE kept SET ${name} = 'x'`, `DROP TABLE ${table}`],
      [`CREATE VIEW seen AS SELECT * FROM ${table}`, 'DROP VIEW seen'],
      [
        `CREATE VIEW seen AS SELECT rowid AS place, * FROM ${table}`,
        `CREATE TRIGGER unseen INSTEAD OF DELETE ON seen BEGIN DELETE FROM ${table} WHERE rowid = old.place; END`,
        'DELETE FROM seen',
      ],
      [
        "CREATE VIRTUAL TABLE words USING fts5(word, content='')",
        `INSERT INTO words (rowid, word) SELECT rowid, ${name} FROM ${table}`,
        `ALTER TABLE ${table} DROP COLUMN ${name}`,
      ],
      [
        'CREATE VIRTUAL TABLE words USING fts5(word)',
        `INSERT INTO words (rowid, word) SELECT rowid, ${name} FROM ${table}`,
        `ALTER TABLE ${table} DROP COLUMN ${name}`,
      ],
      [
        `CREATE TRIGGER prune AFTER INSERT ON tags BEGIN DELETE FROM ${table}; END`,
        "INSERT INTO tags VALUES ('new', 'new')",
        'DROP TRIGGER prune',
      ],
      [
        'CREATE TRIGGER quiet AFTER INSERT ON tags BEGIN SELECT 1; END',
        "INSERT INTO tags VALUES ('new', 'new')",
        'DROP TRIGGER quiet',
      ],
      ['DELETE FROM users WHERE id = 712', 'SELECT 1'],
      ['DELETE FROM posts WHERE id IN (SELECT id FROM users)'],
      [`REPLACE INTO ${table} (${name}) SELECT ${name} FROM ${table} AS o`],
      [`REPLACE INTO ${table} (rowid, ${list}) SELECT rowid, ${list} FROM ${table}`],
      [
        `INSERT INTO ${table} (rowid, ${list}) SELECT rowid, ${list} FROM ${table} WHERE true ON CONFLICT DO UPDATE SET ${name} = excluded.${name}`,
      ],
      [
        `ALTER TABLE ${table} ADD COLUMN n INTEGER`,
        `UPDATE ${table} SET n = length(${name})`,
        `ALTER TABLE ${table} DROP COLUMN ${name}`,
      ],
      [
        `CREATE TABLE kept AS SELECT count(*) FILTER (WHERE ${name} IS NOT NULL) AS n FROM ${table}`,
        `DROP TABLE ${table}`,
      ],
      [`ALTER TABLE ${table} RENAME TO ${table}_old`, `CREATE TABLE ${table} AS SELECT * FROM ${table}_old`],
      [`ALTER TABLE ${table} RENAME COLUMN ${name} TO other`, `CREATE INDEX by_other ON ${table} (other)`],
    ];
    return choices[at] ?? [];
  });

/** The values, and the references from row to row, that a database no longer holds. */
export function goneFrom({ rows: rowsOf }: ReturnType<typeof testDatabase>): readonly string[] {
  const names = rowsOf(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migrations', 'migrations_schema')",
  ) as { name: string }[];
  const held = names.flatMap(({ name }) => rowsOf(`SELECT * FROM "${name}"`) as object[]);
  const texts = held.map((row) => Object.values(row).map(String));
  const isHeld = (...wanted: readonly string[]): boolean =>
    texts.some((row) => wanted.every((value) => row.includes(value)));
  return [
    ...values.filter((value) => !isHeld(value)),
    ...references.filter((pair) => !isHeld(...pair)).map((pair) => pair.join(' of ')),
  ];
}
