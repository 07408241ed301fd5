// Folders of SQL migrations as the tools write them.
import type { Files } from './project.ts';

const lines = (...texts: readonly string[]): string => texts.join('\n');

// What a template would take for a placeholder.
const placeholder = ['$', '{1}'].join('');

/** wrangler d1 migrations create, filled by hand. */
const wrangler: Files = {
  '0001_init.sql': lines(
    '-- Migration number: 0001 \t 2025-01-01T00:00:00.000Z',
    'CREATE TABLE users (',
    '  id INTEGER PRIMARY KEY,',
    '  name TEXT NOT NULL -- as shown',
    ');',
    '',
    '-- the first one',
    `INSERT INTO users (name) VALUES ('it''s \`Ada\` ${placeholder} \\ "x"'), ('two`,
    "lines');",
    '',
  ),
  '0002-names.sql': lines(
    '-- Migration number: 0002',
    'ALTER TABLE users RENAME COLUMN name TO full_name;',
    'ALTER TABLE users ADD COLUMN initial TEXT; -- one letter',
    'UPDATE users SET initial = substr(full_name, 1, 1);',
    '',
  ),
  'README.md': 'How we migrate.\n',
};

/** drizzle-kit 0.31.11: generate, then with a new column, then with another type of it, then generate --custom. */
const drizzle: Files = {
  '0000_init.sql': lines(
    'CREATE TABLE `accounts` (',
    '\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,',
    '\t`user_id` integer NOT NULL,',
    "\t`note` text DEFAULT 'it''s `x`',",
    '\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade',
    ');',
    '--> statement-breakpoint',
    'CREATE INDEX `accounts_user_idx` ON `accounts` (`user_id`);--> statement-breakpoint',
    'CREATE TABLE `users` (',
    '\t`id` integer PRIMARY KEY NOT NULL,',
    '\t`email` text NOT NULL,',
    '\t`created` text DEFAULT CURRENT_TIMESTAMP',
    ');',
    '--> statement-breakpoint',
    'CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);',
  ),
  '0001_age.sql': 'ALTER TABLE `users` ADD `age` integer;',
  '0002_rebuild.sql': lines(
    'PRAGMA foreign_keys=OFF;--> statement-breakpoint',
    'CREATE TABLE `__new_users` (',
    '\t`id` integer PRIMARY KEY NOT NULL,',
    '\t`email` text NOT NULL,',
    "\t`age` text DEFAULT '0' NOT NULL,",
    '\t`created` text DEFAULT CURRENT_TIMESTAMP',
    ');',
    '--> statement-breakpoint',
    'INSERT INTO `__new_users`("id", "email", "age", "created") SELECT "id", "email", "age", "created" FROM `users`;--> statement-breakpoint',
    'DROP TABLE `users`;--> statement-breakpoint',
    'ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint',
    'PRAGMA foreign_keys=ON;--> statement-breakpoint',
    'CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);',
  ),
  '0003_seed.sql': '-- Custom SQL migration file, put your code below! --',
  'meta/_journal.json': '{"version":"7","dialect":"sqlite","entries":[]}',
  'meta/0000_snapshot.json': '{}',
};

const prisma: Files = {
  '20250101000000_init/migration.sql': lines(
    '-- CreateTable',
    'CREATE TABLE "User" (',
    '    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,',
    '    "email" TEXT NOT NULL',
    ');',
    '',
    '-- CreateIndex',
    'CREATE UNIQUE INDEX "User_email_key" ON "User"("email");',
    '',
  ),
  '20250102000000_order/migration.sql': lines(
    '-- AlterTable',
    'ALTER TABLE "User" ADD COLUMN "order" INTEGER;',
    '',
    '-- CreateTable',
    'CREATE TABLE "Post" (',
    '    "id" INTEGER NOT NULL PRIMARY KEY,',
    '    "authorId" INTEGER NOT NULL,',
    '    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE',
    ');',
    '',
  ),
  'migration_lock.toml': 'provider = "sqlite"\n',
};

const dbmate: Files = {
  '20250101000000_init.sql': lines(
    '-- migrate:up',
    'CREATE TABLE tags (id INTEGER PRIMARY KEY, label TEXT);',
    "INSERT INTO tags (label) VALUES ('a');",
    '',
    '-- migrate:down',
    'DROP TABLE tags;',
    '',
  ),
  '20250102000000_view.sql': lines(
    '-- migrate:up',
    'CREATE VIEW labels AS SELECT label FROM tags;',
    '',
    '-- migrate:down',
    '',
  ),
};

const goose: Files = {
  '00001_log.sql': lines(
    '-- +goose Up',
    '-- +goose StatementBegin',
    'CREATE TABLE log (id INTEGER PRIMARY KEY, text TEXT);',
    '-- +goose StatementEnd',
    'CREATE TABLE notes (text TEXT);',
    '-- +goose StatementBegin',
    'CREATE TRIGGER notes_log AFTER INSERT ON notes',
    'BEGIN',
    '  INSERT INTO log (text) VALUES (new.text);',
    'END;',
    '-- +goose StatementEnd',
    '',
    '-- +goose Down',
    '-- from the last to the first',
    'DROP TABLE notes;',
    'DROP TABLE log;',
    '',
  ),
  '00002_direct.sql': lines(
    '-- +goose NO TRANSACTION',
    '-- +goose Up',
    "INSERT INTO notes VALUES ('x;y'), ('-- z');",
    '-- +goose Down',
    'DELETE FROM notes;',
    'DELETE FROM log;',
    '',
  ),
};

const sqlMigrate: Files = {
  '1_initial.sql': lines(
    '-- +migrate Up',
    'CREATE TABLE people (id int);',
    '',
    '-- +migrate Down',
    'DROP TABLE people;',
    '',
  ),
};

const pairs: Files = {
  '001_a.up.sql': 'BEGIN;\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nCOMMIT;\n',
  '001_a.down.sql': '-- all of it\nDROP TABLE a;\n',
  '002_b.up.sql': lines(
    'CREATE VIRTUAL TABLE b USING fts5(text);',
    "INSERT INTO b VALUES ('x');",
    'SELECT count(*) FROM b;',
    '',
  ),
};

/** What a module could spoil. The rows of `times` differ each time. */
const hostile: Files = {
  '1_bom.sql': '\uFEFF-- first\r\nCREATE TABLE texts (\r\n\tid INTEGER PRIMARY KEY,\r\n\ttext TEXT\r\n);\r\n',
  '2_quotes.sql': lines(
    `INSERT INTO texts (text) VALUES ('\`${placeholder}\` \\n \\'), ('\\\\\`'), ('\r`,
    "\ttab  \r\n   '), ('/* no */ -- no'), (';');",
    "\tINSERT INTO texts (text) VALUES ('\u202e\u2028\u00a0\u{1f98a}'), ('\u0007'), ('*/`');",
  ),
  '3_names.sql': lines(
    `CREATE TABLE [we\`ird ${placeholder}] ("a""b\\" TEXT, \`x\`\`y\` TEXT); -- \`${placeholder}\``,
    'CREATE TABLE "größe" (id) /* */; /* one',
    ' * two',
    ' */',
    'ALTER TABLE "größe" RENAME TO "order";',
  ),
  '4_trigger.sql': lines(
    '    CREATE TRIGGER t AFTER INSERT ON "order" BEGIN',
    "      UPDATE texts SET text = CASE WHEN id = 1 THEN ';' ELSE text END; -- here; END;",
    '    END',
    '    -- after it',
    '    ;',
    '-- at the end',
  ),
  '5_random.sql': lines(
    "CREATE TABLE times (at TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%f')), n INTEGER DEFAULT (random()));",
    'INSERT INTO times DEFAULT VALUES;',
  ),
  '6_empty.sql': '',
  '7_comment.sql': '/**/-- nothing\n--\n;;\n',
};

export const sqlFolders: Readonly<Record<string, Files>> = {
  wrangler,
  'drizzle-kit': drizzle,
  Prisma: prisma,
  dbmate,
  goose,
  'sql-migrate': sqlMigrate,
  'up and down files': pairs,
  'hostile texts': hostile,
};
