// Whatever a migration loses of the rows that are there, lint says so: held to what becomes of the values on a real database
import { createMigrator } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { lint, migrationOf } from './written.ts';

const actions = ['CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT'] as const;

const foundWith = (onDelete: string): readonly string[] => [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE)',
  `CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE ${onDelete}, title TEXT)`,
  'CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE, body TEXT)',
  'CREATE TABLE tags (name TEXT, note TEXT)',
];

const rows = [1, 2, 3].flatMap((id) => [
  `INSERT INTO users VALUES (${id}, 'users.name.${id}', 'users.email.${id}')`,
  `INSERT INTO posts VALUES (${id}, ${id}, 'posts.title.${id}')`,
  `INSERT INTO comments VALUES (${id}, ${id}, 'comments.body.${id}')`,
  `INSERT INTO tags VALUES ('tags.name.${id}', 'tags.note.${id}')`,
]);
/** Each is on the database once, so that nothing can be lost and look as if it were there. */
const values = rows.flatMap((sql) => sql.match(/'[^']+'/g) ?? []).map((text) => text.replaceAll("'", ''));

const columnsOf: Readonly<Record<string, readonly string[]>> = {
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

/** A table made anew, with some or all of its columns, of which some or all are copied. */
const rebuilds = tables.chain((table) => {
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

const others = tables.chain((table) => {
  const column = fc.constantFrom(...(columnsOf[table] ?? []));
  return fc.tuple(column, fc.nat(9)).map(([name, at]) => {
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
      ["INSERT OR REPLACE INTO users VALUES (1, 'users.name.1', 'users.email.1')"],
      ['PRAGMA defer_foreign_keys = ON'],
      [`CREATE TRIGGER guard_${table} BEFORE DELETE ON ${table} BEGIN SELECT RAISE(IGNORE); END`],
    ];
    return choices[at] ?? [];
  });
});

/** The values that are gone, by what the tables hold afterwards; null where the migration fails. */
async function lostBy(onDelete: string, up: readonly string[]): Promise<readonly string[] | null> {
  const database = testDatabase();
  const first = migrationOf({ up: [...foundWith(onDelete), ...rows] });
  await createMigrator({ database: database.d1, migrations: { '1_m': first } }).migrate();
  const all = { '1_m': first, '2_m': migrationOf({ up }) };
  const failed = await createMigrator({ database: database.d1, migrations: all }).migrate().catch(String);
  if (typeof failed === 'string') return null;
  const names = database.rows(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations'",
  ) as { name: string }[];
  const held = names.map(({ name }) => JSON.stringify(database.rows(`SELECT * FROM "${name}"`))).join('\n');
  return values.filter((value) => !held.includes(`"${value}"`));
}

it('a migration that loses a value has a finding for it', async () => {
  const migrations = fc.array(fc.oneof(rebuilds, rebuilds, others), { minLength: 1, maxLength: 3 });
  let lossy = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...actions), migrations, async (onDelete, parts) => {
      const up = parts.flat();
      const lost = await lostBy(onDelete, up);
      if (lost === null || lost.length === 0) return;
      lossy += 1;
      const { findings } = await lint(foundWith(onDelete), up);
      const said = findings.filter(({ severity, migration }) => severity === 'loss' && migration === '2_m');
      expect([up, lost, said.length > 0]).toEqual([up, lost, true]);
    }),
    { numRuns: 200 },
  );
  expect(lossy).toBeGreaterThan(30);
}, 120_000);
