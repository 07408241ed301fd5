import type { Case } from './case.ts';
import { blog, rebuilt, users } from './schemas.ts';

export const quotedText: readonly Case[] = [
  {
    title: 'a column that the copied table does not have',
    migrations: [
      blog,
      rebuilt('INSERT INTO n ("id", "name", "email") SELECT "id", "name", "mail" FROM "users"'),
    ],
    finds: ['quoted-text 2.2', 'drop-parent 2.3', 'drop-column 2.3'],
  },
  {
    title: 'a column that only the new table has',
    migrations: [
      [users],
      rebuilt(
        'INSERT INTO n ("id", "name", "email", "status") SELECT "id", "name", "email", "status" FROM "users"',
        'id INTEGER PRIMARY KEY, name TEXT, email TEXT, status TEXT',
      ),
    ],
    finds: ['quoted-text 2.2'],
  },
  {
    title: 'not existing columns, in any case',
    migrations: [
      [users],
      rebuilt('INSERT INTO n ("id", "name", "email") SELECT "ID", "Name", "users"."email" FROM "users"'),
    ],
    finds: [],
  },
  {
    title: 'an UPDATE',
    migrations: [[users], ['UPDATE users SET name = "email_address" WHERE id = 1']],
    finds: ['quoted-text 2.1'],
  },
  {
    title: 'not an UPDATE from a column',
    migrations: [[users], ['UPDATE "users" SET "name" = "email" WHERE "id" = 1']],
    finds: [],
  },
  {
    title: 'an ON CONFLICT DO UPDATE',
    migrations: [
      [users],
      [
        `INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET "name" = "nme", "email" = excluded."email"`,
      ],
    ],
    finds: ['quoted-text 2.1'],
  },
  {
    title: 'a condition',
    migrations: [[users], ['UPDATE users SET name = NULL WHERE "eamil" = \'x\' AND id = 1']],
    finds: ['quoted-text 2.1'],
  },
  {
    title: 'a definition: CHECK, DEFAULT, a generated column',
    migrations: [
      ['CREATE TABLE t ("s" TEXT DEFAULT "on" CHECK ("s" IN ("on", "off")), "l" TEXT AS ("s" || "!"))'],
    ],
    finds: ['quoted-text 1.1'],
  },
  {
    title: 'an added column',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN "s" TEXT CHECK ("s" <> "bad")']],
    finds: ['quoted-text 2.1'],
  },
  {
    title: 'an index, a view and a trigger',
    migrations: [
      [users],
      [
        'CREATE INDEX idx_users_name ON users ("name") WHERE "email" <> "none"',
        'CREATE VIEW "v" ("what") AS SELECT "abc" AS "x" FROM "users"',
        'CREATE TRIGGER "g" AFTER UPDATE OF "name" ON "users" WHEN new."name" <> "x" BEGIN DELETE FROM "users" WHERE "id" = old."id"; END',
      ],
    ],
    finds: ['quoted-text 2.1', 'quoted-text 2.2', 'quoted-text 2.3'],
  },
  {
    title: 'not names in double quotes',
    migrations: [
      [
        'CREATE TABLE "t" ("s" "TEXT" CONSTRAINT "c" COLLATE "nocase" CHECK ("s" <> \'x\'), "u" REFERENCES "t" ("s"), UNIQUE ("s"))',
        'CREATE INDEX "idx_t_u" ON "t" ("u" COLLATE "binary" DESC)',
        'CREATE VIEW "v" ("w") AS SELECT "s" AS "y" FROM "t" AS "q" WHERE "q"."u" = \'a\' ORDER BY "y"',
        'CREATE TRIGGER "g" INSTEAD OF INSERT ON "v" BEGIN INSERT INTO "t" ("s") VALUES (new."w"); END',
      ],
    ],
    finds: [],
  },
  {
    title: 'not texts in single quotes and names in other quotes',
    migrations: [[users], ["UPDATE users SET [name] = 'email_address', `email` = `name` WHERE id = 1"]],
    finds: [],
  },
];
