// The textbook rebuild of a table that others refer to, as people and tools write it by hand. Each loses rows of `posts` on
// D1, or fails where they are: https://sqlite.org/lang_altertable.html#otheralter is only safe with foreign keys off.

/** What the rebuilds meet: `users` and one row of it, and `posts` with a row that refers to it. */
export function found(onDelete = 'ON DELETE CASCADE'): readonly string[] {
  return [
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)',
    `CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER DEFAULT NULL REFERENCES users (id) ${onDelete})`,
    'CREATE INDEX idx_posts_user_id ON posts (user_id)',
    "INSERT INTO users VALUES (1, 'Ada')",
    'INSERT INTO posts VALUES (1, 1)',
  ];
}

export type Rebuild = {
  readonly title: string;
  readonly onDelete?: string;
  /** The migrations after those that created the tables. */
  readonly migrations: readonly (readonly string[])[];
};

const create = 'CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL)';
const copy = 'INSERT INTO users_new SELECT id, name FROM users';
const drop = 'DROP TABLE users';
const rename = 'ALTER TABLE users_new RENAME TO users';

export const rebuilds: readonly Rebuild[] = [
  { title: 'as SQLite documents it', migrations: [[create, copy, drop, rename]] },
  { title: 'in lower case', migrations: [[create, copy, drop, rename].map((sql) => sql.toLowerCase())] },
  {
    title: 'in upper case',
    migrations: [
      [
        'CREATE TABLE USERS_NEW (ID INTEGER PRIMARY KEY, NAME TEXT)',
        'INSERT INTO USERS_NEW SELECT * FROM USERS',
        'DROP TABLE USERS',
        'ALTER TABLE USERS_NEW RENAME TO USERS',
      ],
    ],
  },
  { title: 'with double quotes', migrations: [quoted('"', '"')] },
  { title: 'with backticks', migrations: [quoted('`', '`')] },
  { title: 'with brackets', migrations: [quoted('[', ']')] },
  {
    title: 'with single quotes around names',
    migrations: [[create, copy, "DROP TABLE 'users'", "ALTER TABLE 'users_new' RENAME TO 'users'"]],
  },
  {
    title: 'with double quotes around the dropped name alone',
    migrations: [[create, copy, 'DROP TABLE "users"', rename]],
  },
  {
    title: 'with the schema main.',
    migrations: [
      [
        create,
        'INSERT INTO main.users_new SELECT id, name FROM main.users',
        'DROP TABLE main.users',
        'ALTER TABLE main.users_new RENAME TO users',
      ],
    ],
  },
  { title: 'with the schema in quotes', migrations: [[create, copy, 'DROP TABLE "main"."users"', rename]] },
  { title: 'with spaces around the dot', migrations: [[create, copy, 'DROP TABLE main . users', rename]] },
  { title: 'with IF EXISTS', migrations: [[create, copy, 'DROP TABLE IF EXISTS users', rename]] },
  {
    title: 'with IF EXISTS and a schema in quotes',
    migrations: [[create, copy, 'DROP TABLE IF EXISTS `main`.`users`', rename]],
  },
  {
    title: 'with IF NOT EXISTS',
    migrations: [
      ['CREATE TABLE IF NOT EXISTS users_new (id INTEGER PRIMARY KEY, name TEXT)', copy, drop, rename],
    ],
  },
  {
    title: 'with block comments inside',
    migrations: [
      [
        create,
        copy,
        'DROP/* the old */TABLE/**/users',
        'ALTER TABLE /* new */ users_new RENAME /* to */ TO users',
      ],
    ],
  },
  {
    title: 'with line comments inside',
    migrations: [[create, copy, '-- DROP TABLE posts\nDROP -- now\nTABLE\n  users', rename]],
  },
  {
    title: 'with a comment that names another table',
    migrations: [[create, copy, 'DROP TABLE users /* not posts */', rename]],
  },
  {
    title: 'over lines and tabs',
    migrations: [[create, copy, 'DROP\n\tTABLE\n\t\tusers\n', 'ALTER\nTABLE users_new\r\nRENAME TO users']],
  },
  {
    title: 'with a semicolon at the end of each',
    migrations: [[create, copy, drop, rename].map((sql) => `${sql};`)],
  },
  { title: 'as one text', migrations: [[[create, copy, drop, rename].join(';\n')]] },
  {
    title: 'as one text with comments between',
    migrations: [
      [[create, '-- copy', copy, '/* drop; */', drop, rename].join(';\n').replaceAll('-- copy;', '-- copy')],
    ],
  },
  {
    title: 'with CREATE TABLE … AS SELECT',
    migrations: [['CREATE TABLE users_new AS SELECT * FROM users', drop, rename]],
  },
  {
    title: 'with CREATE TABLE … AS SELECT of columns',
    migrations: [['CREATE TABLE "users_new" AS SELECT u.id, u.name FROM users AS u', drop, rename]],
  },
  {
    title: 'by a backup and back',
    migrations: [
      [
        'CREATE TABLE backup AS SELECT * FROM users',
        drop,
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
  {
    title: 'by a backup and back, deferred',
    migrations: [
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE backup AS SELECT * FROM users',
        drop,
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
  {
    title: 'renamed first',
    migrations: [
      [
        'ALTER TABLE users RENAME TO users_old',
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM users_old',
        'DROP TABLE users_old',
      ],
    ],
  },
  {
    title: 'renamed first, quoted',
    migrations: [
      [
        'ALTER TABLE "users" RENAME TO "_users_old"',
        'CREATE TABLE "users" ("id" integer PRIMARY KEY, "name" text)',
        'INSERT INTO "users" ("id", "name") SELECT "id", "name" FROM "_users_old"',
        'DROP TABLE IF EXISTS "_users_old"',
      ],
    ],
  },
  {
    title: 'renamed first with legacy_alter_table',
    migrations: [
      [
        'PRAGMA legacy_alter_table = ON',
        'ALTER TABLE users RENAME TO users_old',
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM users_old',
        'DROP TABLE users_old',
        'PRAGMA legacy_alter_table = OFF',
      ],
    ],
  },
  {
    title: 'renamed twice',
    migrations: [
      [create, copy, 'ALTER TABLE users RENAME TO a', 'ALTER TABLE a RENAME TO b', rename, 'DROP TABLE b'],
    ],
  },
  {
    title: 'with foreign_keys off',
    migrations: [['PRAGMA foreign_keys=OFF', create, copy, drop, rename, 'PRAGMA foreign_keys=ON']],
  },
  {
    title: 'with defer_foreign_keys on',
    migrations: [['PRAGMA defer_foreign_keys = on', create, copy, drop, rename]],
  },
  {
    title: 'as Prisma writes it',
    migrations: [
      [
        'PRAGMA defer_foreign_keys=ON',
        'PRAGMA foreign_keys=OFF',
        'CREATE TABLE "new_users" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL)',
        'INSERT INTO "new_users" ("id", "name") SELECT "id", "name" FROM "users"',
        'DROP TABLE "users"',
        'ALTER TABLE "new_users" RENAME TO "users"',
        'PRAGMA foreign_keys=ON',
        'PRAGMA defer_foreign_keys=OFF',
      ],
    ],
  },
  {
    title: 'as Drizzle writes it',
    migrations: [
      [
        'PRAGMA foreign_keys=OFF',
        'CREATE TABLE `__new_users` (\n\t`id` integer PRIMARY KEY NOT NULL,\n\t`name` text NOT NULL\n)',
        'INSERT INTO `__new_users`("id", "name") SELECT "id", "name" FROM `users`',
        'DROP TABLE `users`',
        'ALTER TABLE `__new_users` RENAME TO `users`',
        'PRAGMA foreign_keys=ON',
      ],
    ],
  },
  {
    title: 'split after the copy',
    migrations: [
      [create, copy],
      [drop, rename],
    ],
  },
  { title: 'split in four', migrations: [[create], [copy], [drop], [rename]] },
  {
    title: 'split, renamed first',
    migrations: [
      [
        'ALTER TABLE users RENAME TO users_old',
        create.replace('users_new', 'users'),
        'INSERT INTO users SELECT * FROM users_old',
      ],
      ['DROP TABLE users_old'],
    ],
  },
  {
    title: 'with the copy created empty first',
    migrations: [['DROP TABLE IF EXISTS users_new', create, 'DELETE FROM users_new', copy, drop, rename]],
  },
  {
    title: 'copied by INSERT OR REPLACE',
    migrations: [
      [create, 'INSERT OR REPLACE INTO users_new (name, id) SELECT name, id FROM users', drop, rename],
    ],
  },
  {
    title: 'copied by REPLACE',
    migrations: [[create, 'REPLACE INTO users_new SELECT id, name FROM users', drop, rename]],
  },
  {
    title: 'copied by WITH',
    migrations: [
      [
        create,
        'WITH old AS (SELECT id, name FROM users) INSERT INTO users_new SELECT * FROM old',
        drop,
        rename,
      ],
    ],
  },
  {
    title: 'copied with a LEFT JOIN',
    migrations: [
      [
        create,
        'INSERT INTO users_new SELECT users.id, users.name FROM users LEFT JOIN posts ON posts.user_id = users.id GROUP BY users.id',
        drop,
        rename,
      ],
    ],
  },
  {
    title: 'copied with an expression',
    migrations: [[create, "INSERT INTO users_new SELECT id, coalesce(name, '') FROM users", drop, rename]],
  },
  {
    title: 'with another statement between',
    migrations: [
      [create, copy, 'CREATE TABLE log (id INTEGER PRIMARY KEY)', drop, 'INSERT INTO log VALUES (1)', rename],
    ],
  },
  {
    title: 'by a temporary-looking name in quotes with a space',
    migrations: [
      [
        'CREATE TABLE "users (new)" (id INTEGER PRIMARY KEY, name TEXT)',
        'INSERT INTO "users (new)" SELECT * FROM users',
        drop,
        'ALTER TABLE "users (new)" RENAME TO users',
      ],
    ],
  },
  {
    title: 'emptied instead of dropped',
    migrations: [
      [
        'CREATE TABLE backup AS SELECT * FROM users',
        'DELETE FROM users',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
  {
    title: 'emptied with WHERE true',
    migrations: [
      [
        'CREATE TABLE backup AS SELECT * FROM users',
        'DELETE FROM users WHERE true',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
  {
    title: 'with a reference that is set to NULL',
    onDelete: 'ON DELETE SET NULL',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a reference that is set to NULL, deferred',
    onDelete: 'ON DELETE SET NULL',
    migrations: [['PRAGMA defer_foreign_keys = 1', create, copy, drop, rename]],
  },
  {
    title: 'with a reference that is set to its default',
    onDelete: 'ON DELETE SET DEFAULT',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a reference without an action',
    onDelete: '',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a reference without an action, deferred',
    onDelete: '',
    migrations: [['PRAGMA defer_foreign_keys = true', create, copy, drop, rename]],
  },
  {
    title: 'with a reference that restricts',
    onDelete: 'ON DELETE RESTRICT',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a deferrable reference that takes no action',
    onDelete: 'DEFERRABLE INITIALLY DEFERRED',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a reference that has ON UPDATE too',
    onDelete: 'ON UPDATE CASCADE ON DELETE CASCADE',
    migrations: [[create, copy, drop, rename]],
  },
  {
    title: 'with a guard on the wrong event',
    migrations: [
      ['CREATE TRIGGER g BEFORE UPDATE ON posts BEGIN SELECT RAISE(IGNORE); END', create, copy, drop, rename],
    ],
  },
  {
    title: 'with a guard that is conditional',
    migrations: [
      [
        'CREATE TRIGGER g BEFORE DELETE ON posts WHEN old.id > 1 BEGIN SELECT RAISE(IGNORE); END',
        create,
        copy,
        drop,
        rename,
      ],
    ],
  },
  {
    title: 'with a guard on another table',
    migrations: [
      ['CREATE TRIGGER g BEFORE DELETE ON users BEGIN SELECT RAISE(IGNORE); END', create, copy, drop, rename],
    ],
  },
  {
    title: 'with a guard that was dropped too early',
    migrations: [
      [
        'CREATE TRIGGER g BEFORE DELETE ON posts BEGIN SELECT RAISE(IGNORE); END',
        create,
        copy,
        'DROP TRIGGER g',
        drop,
        rename,
      ],
    ],
  },
];

function quoted(open: string, close: string): readonly string[] {
  const name = (text: string): string => `${open}${text}${close}`;
  return [
    `CREATE TABLE ${name('users_new')} (${name('id')} INTEGER PRIMARY KEY, ${name('name')} TEXT)`,
    `INSERT INTO ${name('users_new')} SELECT ${name('id')}, ${name('name')} FROM ${name('users')}`,
    `DROP TABLE ${name('users')}`,
    `ALTER TABLE ${name('users_new')} RENAME TO ${name('users')}`,
  ];
}

/** Rebuilds that keep every row: none of these is a finding. */
export const safeRebuilds: readonly Rebuild[] = [
  {
    title: 'of a table that nothing refers to',
    migrations: [
      [
        'CREATE TABLE posts_new (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
        'INSERT INTO posts_new SELECT * FROM posts',
        'DROP TABLE posts',
        'ALTER TABLE posts_new RENAME TO posts',
        'CREATE INDEX idx_posts_user_id ON posts (user_id)',
      ],
    ],
  },
  {
    title: 'with guards on what refers to it',
    migrations: [
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TRIGGER guard BEFORE DELETE ON posts BEGIN SELECT RAISE(IGNORE); END',
        create,
        copy,
        drop,
        rename,
        'DROP TRIGGER guard',
        'PRAGMA defer_foreign_keys = OFF',
      ],
    ],
  },
  {
    title: 'with guards on references that are set to NULL',
    onDelete: 'ON DELETE SET NULL',
    migrations: [
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TRIGGER guard BEFORE UPDATE ON posts BEGIN SELECT RAISE(IGNORE); END',
        create,
        copy,
        drop,
        rename,
        'DROP TRIGGER guard',
        'PRAGMA defer_foreign_keys = OFF',
      ],
    ],
  },
  {
    title: 'by a backup and back, deferred, with a reference without an action',
    onDelete: '',
    migrations: [
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE backup AS SELECT * FROM users',
        drop,
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
  {
    title: 'by a backup and back, deferred, with a reference that restricts',
    onDelete: 'ON DELETE RESTRICT',
    migrations: [
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE backup AS SELECT * FROM users',
        drop,
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
        'INSERT INTO users SELECT * FROM backup',
        'DROP TABLE backup',
      ],
    ],
  },
];
