// Statements that D1 or SQLite refuses, as people write them, with what the error says to do, and the statements that do it.

/** What is there before the statement. */
export const setup: readonly string[] = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, age INTEGER, CONSTRAINT adult CHECK (age > 0))',
  'CREATE INDEX idx_users_name ON users (name)',
  "INSERT INTO users VALUES (1, 'ada@example.com', 'Ada', 36), (2, 'grace@example.com', 'Ada', 85)",
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id))',
  'INSERT INTO posts VALUES (1, 1)',
  'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)',
];

export type RemedyCase = {
  /** The last statement is the one that is refused. */
  readonly broken: string | readonly string[];
  /** A part of what the hint says. */
  readonly says: string;
  /** What passes: these statements, or the call of rebuildTable that the hint shows. */
  readonly instead: readonly string[] | 'the call';
  /** Whether it shows only with rows, so that lint cannot know it. */
  readonly needsRows?: true;
};

const rebuilds = (broken: string, options: string): RemedyCase => ({
  broken,
  says: `write await rebuildTable(db, { ${options} }) instead, in a .ts migration, from @roostjs/cli/schema, then run the command again`,
  instead: 'the call',
});

const leavesOut = (broken: string, says: string): RemedyCase => ({ broken, says, instead: [] });

export const alterations: readonly RemedyCase[] = [
  rebuilds(
    'ALTER TABLE users ALTER COLUMN name SET NOT NULL',
    "table: 'users', change: { columns: { name: { notNull: true } } }",
  ),
  rebuilds(
    'ALTER TABLE posts ALTER COLUMN user_id DROP NOT NULL',
    "table: 'posts', change: { columns: { user_id: { notNull: false } } }",
  ),
  rebuilds(
    "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'n/a'",
    `table: 'users', change: { columns: { name: { default: "'n/a'" } } }`,
  ),
  rebuilds(
    'ALTER TABLE users ALTER name DROP DEFAULT',
    "table: 'users', change: { columns: { name: { default: null } } }",
  ),
  rebuilds(
    'ALTER TABLE users ALTER COLUMN age TYPE VARCHAR(20) USING age::varchar',
    "table: 'users', change: { columns: { age: { type: 'VARCHAR(20)' } } }",
  ),
  rebuilds(
    'ALTER TABLE users ALTER COLUMN age SET DATA TYPE TEXT',
    "table: 'users', change: { columns: { age: { type: 'TEXT' } } }",
  ),
  rebuilds(
    "ALTER TABLE users MODIFY COLUMN name VARCHAR (40) NOT NULL DEFAULT 'n/a'",
    `table: 'users', change: { columns: { name: { type: 'VARCHAR (40)', notNull: true, default: "'n/a'" } } }`,
  ),
  rebuilds(
    'ALTER TABLE users MODIFY COLUMN age INTEGER DEFAULT -1 NOT NULL',
    "table: 'users', change: { columns: { age: { type: 'INTEGER', default: '-1', notNull: true } } }",
  ),
  rebuilds(
    'ALTER TABLE `users` MODIFY `age` BIGINT NULL AFTER `name`',
    "table: 'users', change: { columns: { age: { type: 'BIGINT', notNull: false } } }",
  ),
  rebuilds(
    'ALTER TABLE notes CHANGE body text_of_it TEXT',
    "table: 'notes', rename: { body: 'text_of_it' }, change: { columns: { text_of_it: { type: 'TEXT' } } }",
  ),
  rebuilds(
    'ALTER TABLE users ADD CONSTRAINT old CHECK (age < 200)',
    "table: 'users', change: { addConstraints: ['CONSTRAINT old CHECK (age < 200)'] }",
  ),
  rebuilds(
    'ALTER TABLE notes ADD FOREIGN KEY (id) REFERENCES users (id)',
    "table: 'notes', change: { addConstraints: ['FOREIGN KEY (id) REFERENCES users (id)'] }",
  ),
  rebuilds(
    'ALTER TABLE users DROP CONSTRAINT adult',
    "table: 'users', change: { dropConstraints: ['adult'] }",
  ),
  rebuilds('ALTER TABLE users DROP COLUMN email', "table: 'users', drop: ['email']"),
  rebuilds('ALTER TABLE notes DROP COLUMN id', "table: 'notes', drop: ['id']"),
  {
    broken: 'ALTER TABLE notes ADD CONSTRAINT one_body UNIQUE (body)',
    says: 'write CREATE UNIQUE INDEX one_body ON notes (body), then',
    instead: ['CREATE UNIQUE INDEX one_body ON notes (body)'],
  },
  {
    broken: 'ALTER TABLE notes ADD UNIQUE KEY one_body (body)',
    says: 'write CREATE UNIQUE INDEX one_body ON notes (body), then',
    instead: ['CREATE UNIQUE INDEX one_body ON notes (body)'],
  },
  {
    broken: 'ALTER TABLE notes ADD INDEX (body)',
    says: 'write CREATE INDEX idx_notes_body ON notes (body), then',
    instead: ['CREATE INDEX idx_notes_body ON notes (body)'],
  },
  {
    broken: 'ALTER TABLE users DROP INDEX idx_users_name',
    says: 'write DROP INDEX idx_users_name, then',
    instead: ['DROP INDEX idx_users_name'],
  },
  {
    broken: 'ALTER TABLE users DROP COLUMN name',
    says: 'drop what uses the column before it: DROP INDEX idx_users_name, then',
    instead: ['DROP INDEX idx_users_name', 'ALTER TABLE users DROP COLUMN name'],
  },
  {
    broken: 'ALTER TABLE users ADD COLUMN IF NOT EXISTS note TEXT',
    says: 'leave IF EXISTS and IF NOT EXISTS out, since a migration runs once',
    instead: ['ALTER TABLE users ADD COLUMN note TEXT'],
  },
  {
    broken: 'ALTER TABLE notes ADD COLUMN a TEXT, ADD COLUMN b TEXT',
    says: 'write an ALTER TABLE of its own for each change',
    instead: ['ALTER TABLE notes ADD COLUMN a TEXT', 'ALTER TABLE notes ADD COLUMN b TEXT'],
  },
];

export const addedColumns: readonly RemedyCase[] = [
  {
    broken: 'ALTER TABLE users ADD COLUMN nick TEXT NOT NULL',
    says: "give it a DEFAULT for the rows that exist: ALTER TABLE users ADD COLUMN nick TEXT NOT NULL DEFAULT '', then",
    instead: ["ALTER TABLE users ADD COLUMN nick TEXT NOT NULL DEFAULT ''"],
    needsRows: true,
  },
  {
    broken: 'ALTER TABLE users ADD nick TEXT UNIQUE',
    says: 'leave UNIQUE out, and add CREATE UNIQUE INDEX idx_users_nick ON users (nick) after it',
    instead: ['ALTER TABLE users ADD nick TEXT', 'CREATE UNIQUE INDEX idx_users_nick ON users (nick)'],
    needsRows: true,
  },
  {
    ...rebuilds(
      'ALTER TABLE users ADD COLUMN at TEXT DEFAULT CURRENT_TIMESTAMP',
      "table: 'users', change: { add: { at: 'TEXT DEFAULT CURRENT_TIMESTAMP' } }",
    ),
    needsRows: true,
  },
  {
    ...rebuilds(
      'ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (age * 2) STORED',
      "table: 'users', change: { add: { twice: 'INTEGER GENERATED ALWAYS AS (age * 2) STORED' } }",
    ),
    needsRows: true,
  },
  {
    broken: 'ALTER TABLE posts ADD COLUMN editor INTEGER DEFAULT 1 REFERENCES users (id)',
    says: 'leave its DEFAULT out, and fill the column with an UPDATE',
    instead: [
      'ALTER TABLE posts ADD COLUMN editor INTEGER REFERENCES users (id)',
      'UPDATE posts SET editor = 1',
    ],
    needsRows: true,
  },
  {
    broken: "ALTER TABLE users ADD COLUMN at TEXT DEFAULT datetime('now')",
    says: "put the expression in parentheses: DEFAULT (datetime('now'))",
    // A first step: D1 then says that a default must be constant here.
    instead: ["CREATE TABLE other (at TEXT DEFAULT (datetime('now')))"],
  },
];

export const refusedByD1: readonly RemedyCase[] = [
  leavesOut(
    'PRAGMA journal_mode = WAL',
    'leave PRAGMA journal_mode out, since D1 allows only the PRAGMAs on its list',
  ),
  leavesOut("ATTACH 'other.db' AS other", 'leave it out, since a D1 database is alone'),
  leavesOut('VACUUM', 'leave it out, since D1 looks after its own file'),
  {
    broken: 'CREATE TEMP TABLE copy AS SELECT * FROM users',
    says: 'create it without TEMP, and drop it at the end',
    instead: ['CREATE TABLE copy AS SELECT * FROM users', 'DROP TABLE copy'],
  },
  {
    broken: 'CREATE VIRTUAL TABLE search USING fts4 (body)',
    says: 'use fts5, fts5vocab, rtree or rtree_i32, or an ordinary table',
    instead: ['CREATE VIRTUAL TABLE search USING fts5 (body)'],
  },
  {
    broken: 'CREATE TABLE _cf_own (id)',
    says: 'use a name that does not begin with _cf_',
    instead: ['CREATE TABLE own (id)'],
  },
  {
    broken: 'UPDATE users SET age = power(age, 2)',
    says: 'write value * value',
    instead: ['UPDATE users SET age = age * age'],
  },
  {
    broken: `INSERT INTO notes (id) VALUES ${Array.from({ length: 101 }, () => '(?)').join(', ')}`,
    says: 'bind at most 100 values in a statement: run it for a few rows at a time, or pass all rows as one JSON text to json_each(?)',
    instead: ["INSERT INTO notes (id) SELECT value FROM json_each('[1, 2]')"],
  },
  {
    broken: `INSERT INTO notes (body) VALUES ('${'x'.repeat(100_000)}')`,
    says: 'stay below 100,000 bytes: split it into several statements, or bind its long values',
    instead: [`INSERT INTO notes (body) VALUES ('${'x'.repeat(90_000)}')`],
  },
  {
    broken: "INSERT INTO notes (body) VALUES ('it's')",
    says: "close each quote, and write '' for a quote within a text",
    instead: ["INSERT INTO notes (body) VALUES ('it''s')"],
  },
];

export const rows: readonly RemedyCase[] = [
  {
    broken: 'CREATE UNIQUE INDEX one_name ON users (name COLLATE NOCASE DESC) WHERE age > 1',
    says:
      'merge or delete the duplicates that this shows before it: SELECT name COLLATE NOCASE, count(*) FROM users ' +
      'WHERE age > 1 GROUP BY name COLLATE NOCASE HAVING count(*) > 1 AND name COLLATE NOCASE IS NOT NULL',
    instead: [
      'SELECT name COLLATE NOCASE, count(*) FROM users WHERE age > 1 GROUP BY name COLLATE NOCASE HAVING count(*) > 1 AND name COLLATE NOCASE IS NOT NULL',
      "UPDATE users SET name = 'Grace' WHERE id = 2",
      'CREATE UNIQUE INDEX one_name ON users (name COLLATE NOCASE DESC) WHERE age > 1',
    ],
    needsRows: true,
  },
  {
    broken: "INSERT INTO users (id, email) VALUES (3, 'ada@example.com')",
    says: 'leave out the rows that exist, or write INSERT OR IGNORE, or ON CONFLICT … DO UPDATE',
    instead: ["INSERT OR IGNORE INTO users (id, email) VALUES (3, 'ada@example.com')"],
    needsRows: true,
  },
  {
    broken: 'INSERT INTO posts VALUES (2, 99)',
    says: 'insert the row that it refers to first',
    instead: ['INSERT INTO users (id) VALUES (99)', 'INSERT INTO posts VALUES (2, 99)'],
    needsRows: true,
  },
  {
    broken: 'DELETE FROM users WHERE id = 1',
    says: 'delete or change the rows that refer to it first',
    instead: ['DELETE FROM posts WHERE user_id = 1', 'DELETE FROM users WHERE id = 1'],
    needsRows: true,
  },
  {
    broken: 'DROP TABLE users',
    says: 'drop or change the tables that refer to it first, or change this one with rebuildTable, which keeps them',
    instead: ['DROP TABLE posts', 'DROP TABLE users'],
    needsRows: true,
  },
  {
    broken: ['PRAGMA defer_foreign_keys = ON', 'UPDATE posts SET user_id = 99'],
    says: 'let each foreign key refer to a row that is there when the migration ends',
    instead: [
      'PRAGMA defer_foreign_keys = ON',
      'UPDATE posts SET user_id = 99',
      'INSERT INTO users (id) VALUES (99)',
    ],
    needsRows: true,
  },
  {
    broken: 'INSERT INTO posts (id) VALUES (2)',
    says: 'give user_id a value',
    instead: ['INSERT INTO posts (id, user_id) VALUES (2, 1)'],
    needsRows: true,
  },
];

export const names: readonly RemedyCase[] = [
  {
    broken: "UPDATE user SET name = 'x'",
    says: 'write users, the table with the nearest name',
    instead: ["UPDATE users SET name = 'x'"],
  },
  {
    broken: ['ALTER TABLE users RENAME TO people', "UPDATE user SET name = 'x'"],
    says: 'create the table before it',
    instead: ['ALTER TABLE users RENAME TO people', "UPDATE people SET name = 'x'"],
  },
  {
    broken: ['CREATE TABLE comments (id)', 'INSERT INTO coments VALUES (1)'],
    says: 'write comments, the table with the nearest name',
    instead: ['CREATE TABLE comments (id)', 'INSERT INTO comments VALUES (1)'],
  },
  {
    broken: ['ALTER TABLE users RENAME COLUMN age TO years', 'UPDATE users SET year = 1'],
    says: 'write years, the column with the nearest name',
    instead: ['ALTER TABLE users RENAME COLUMN age TO years', 'UPDATE users SET years = 1'],
  },
  {
    broken: 'INSERT INTO users (emial) VALUES (NULL)',
    says: 'write email, the column with the nearest name',
    instead: ['INSERT INTO users (email) VALUES (NULL)'],
  },
  {
    broken: 'DROP INDEX idx_user_name',
    says: 'write idx_users_name, the index with the nearest name',
    instead: ['DROP INDEX idx_users_name'],
  },
  {
    broken: 'DROP TRIGGER audit',
    says: 'leave it out, or write IF EXISTS',
    instead: ['DROP TRIGGER IF EXISTS audit'],
  },
  {
    broken: 'CREATE TABLE users (id)',
    says: 'choose another name, or leave the statement out',
    instead: ['CREATE TABLE members (id)'],
  },
  {
    broken: 'CREATE TABLE public.members (id)',
    says: 'leave public and its dot out, since a D1 database has no other schema',
    instead: ['CREATE TABLE members (id)'],
  },
  {
    broken: 'CREATE TABLE order (id)',
    says: 'put the name in double quotes, since SQLite reserves the word: "order"',
    instead: ['CREATE TABLE "order" (id)'],
  },
  {
    broken: 'CREATE TABLE a (b TEXT COLLATE utf8mb4_general_ci)',
    says: 'use COLLATE NOCASE, RTRIM or BINARY, or leave COLLATE out',
    instead: ['CREATE TABLE a (b TEXT COLLATE NOCASE)'],
  },
];

export const otherDialects: readonly RemedyCase[] = [
  ...[
    'CREATE TABLE a (id INTEGER PRIMARY KEY AUTO_INCREMENT)',
    'CREATE TABLE a (id INT PRIMARY KEY AUTOINCREMENT)',
    'CREATE TABLE a (id INTEGER AUTOINCREMENT PRIMARY KEY)',
    'CREATE TABLE a (id INT GENERATED BY DEFAULT AS IDENTITY)',
    'CREATE TABLE a (id INT GENERATED ALWAYS AS IDENTITY)',
  ].map(
    (broken): RemedyCase => ({
      broken,
      says: 'write INTEGER PRIMARY KEY AUTOINCREMENT',
      instead: ['CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)'],
    }),
  ),
  {
    broken: "CREATE TABLE a (state ENUM('new', 'old') NOT NULL)",
    says: "write state TEXT CHECK (state IN ('new', 'old'))",
    instead: ["CREATE TABLE a (state TEXT CHECK (state IN ('new', 'old')) NOT NULL)"],
  },
  {
    broken: 'CREATE TABLE a (at TEXT DEFAULT NOW())',
    says: 'write DEFAULT CURRENT_TIMESTAMP',
    instead: ['CREATE TABLE a (at TEXT DEFAULT CURRENT_TIMESTAMP)'],
  },
  {
    broken: 'CREATE TABLE a (id TEXT DEFAULT gen_random_uuid())',
    says: 'write DEFAULT (lower(hex(randomblob(16))))',
    instead: ['CREATE TABLE a (id TEXT DEFAULT (lower(hex(randomblob(16)))))'],
  },
  {
    broken: 'CREATE TABLE a (at TEXT DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)',
    says: 'leave ON UPDATE out, and create an AFTER UPDATE trigger',
    instead: ['CREATE TABLE a (at TEXT DEFAULT CURRENT_TIMESTAMP)'],
  },
  {
    broken: "CREATE TABLE a (id INT NOT NULL COMMENT 'the key')",
    says: 'write it as a comment of SQL: -- …',
    instead: ['CREATE TABLE a (id INT NOT NULL -- the key\n)'],
  },
  ...['ENGINE=InnoDB', 'DEFAULT CHARSET=utf8mb4'].map(
    (options): RemedyCase => ({
      broken: `CREATE TABLE a (id INT) ${options}`,
      says: 'leave the options of MySQL out',
      instead: ['CREATE TABLE a (id INT)'],
    }),
  ),
  ...['KEY idx_a_b (b)', 'INDEX idx_a_b (b)'].map(
    (index): RemedyCase => ({
      broken: `CREATE TABLE a (b TEXT, ${index})`,
      says: 'create the index in a statement of its own: CREATE INDEX',
      instead: ['CREATE TABLE a (b TEXT)', 'CREATE INDEX idx_a_b ON a (b)'],
    }),
  ),
  {
    broken: 'CREATE TABLE a (b TEXT, UNIQUE KEY one_b (b))',
    says: 'write UNIQUE (b)',
    instead: ['CREATE TABLE a (b TEXT, UNIQUE (b))'],
  },
  {
    broken: "CREATE TABLE a (b JSONB DEFAULT '{}'::jsonb)",
    says: 'write CAST(value AS type) instead of value::type',
    instead: ["CREATE TABLE a (b JSONB DEFAULT (CAST('{}' AS jsonb)))"],
  },
  {
    broken: 'CREATE TABLE a (b INT,)',
    says: 'leave the last comma out',
    instead: ['CREATE TABLE a (b INT)'],
  },
  {
    broken: 'CREATE INDEX CONCURRENTLY idx ON users (age)',
    says: 'leave CONCURRENTLY out',
    instead: ['CREATE INDEX idx ON users (age)'],
  },
  {
    broken: 'CREATE INDEX idx ON users USING btree (age)',
    says: 'leave USING out',
    instead: ['CREATE INDEX idx ON users (age)'],
  },
  {
    broken: 'CREATE OR REPLACE VIEW adults AS SELECT * FROM users',
    says: 'leave OR REPLACE out, and write DROP VIEW IF EXISTS adults before it',
    instead: ['DROP VIEW IF EXISTS adults', 'CREATE VIEW adults AS SELECT * FROM users'],
  },
  {
    broken: "CREATE TYPE mood AS ENUM ('good')",
    says: 'declare the column as TEXT with a CHECK (… IN (…))',
    instead: ["CREATE TABLE a (mood TEXT CHECK (mood IN ('good')))"],
  },
  leavesOut('CREATE EXTENSION pgcrypto', 'leave it out, since SQLite has no EXTENSION'),
  leavesOut('SET FOREIGN_KEY_CHECKS = 0', 'leave SET out, since SQLite has no such statement'),
  leavesOut("COMMENT ON TABLE users IS 'people'", 'leave COMMENT out, since SQLite has no such statement'),
  {
    broken: 'CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM notes END',
    says: 'end each statement of the trigger with a semicolon',
    instead: ['CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM notes; END'],
  },
  {
    broken: 'TRUNCATE TABLE notes',
    says: 'write DELETE FROM notes',
    instead: ['DELETE FROM notes'],
  },
  {
    broken: 'DROP TABLE notes CASCADE',
    says: 'leave CASCADE out',
    instead: ['DROP TABLE notes'],
  },
  {
    broken: 'DROP INDEX idx_users_name ON users',
    says: 'leave ON and the table out',
    instead: ['DROP INDEX idx_users_name'],
  },
  {
    broken: 'INSERT IGNORE INTO notes (id) VALUES (1)',
    says: 'write INSERT OR IGNORE',
    instead: ['INSERT OR IGNORE INTO notes (id) VALUES (1)'],
  },
  {
    broken: "INSERT INTO notes (id) VALUES (1) ON DUPLICATE KEY UPDATE body = 'x'",
    says: 'write ON CONFLICT (…) DO UPDATE SET',
    instead: ["INSERT INTO notes (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET body = 'x'"],
  },
  {
    broken: 'UPDATE posts p JOIN users u ON u.id = p.user_id SET p.id = u.id',
    says: 'write UPDATE … SET … FROM … WHERE',
    instead: ['UPDATE posts SET id = users.id FROM users WHERE users.id = posts.user_id'],
  },
  {
    broken: 'UPDATE users SET name = NOW()',
    says: "write datetime('now')",
    instead: ["UPDATE users SET name = datetime('now')"],
  },
  {
    broken: "UPDATE users SET name = regexp_replace(name, 'a', 'b')",
    says: 'compute the value in JavaScript, and bind it',
    instead: ["UPDATE users SET name = 'b'"],
  },
  {
    broken: 'CREATE TABLE a (b STRING) STRICT',
    says: 'use INT, INTEGER, REAL, TEXT, BLOB or ANY as the type, or leave STRICT out',
    instead: ['CREATE TABLE a (b TEXT) STRICT'],
  },
  {
    broken: 'CREATE TABLE a (b INT',
    says: 'complete it: the end of a parenthesis, an expression or a trigger is missing',
    instead: ['CREATE TABLE a (b INT)'],
  },
];
