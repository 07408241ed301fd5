// Each filled file as it is loaded from its folder: up, down and up again, and what lint says.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { lintMigrations, verifyMigrations } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { makeMigration } from '../../src/make/make-migration.ts';
import { folderSource } from '../../src/migrations-folder/source.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const earlier = `-- up
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE articles_2 (id INTEGER PRIMARY KEY, title TEXT NOT NULL, "order" INTEGER);
CREATE INDEX idx_articles_2_title ON articles_2 (title);
CREATE VIEW titles AS SELECT title FROM articles_2;
INSERT INTO users VALUES (1, 'ada@example.com');
INSERT INTO articles_2 VALUES (1, 'one', 1), (2, 'two', 2);

-- down
DROP VIEW titles;
DROP TABLE articles_2;
DROP TABLE users;
`;

const names = [
  { name: 'create_posts_table' },
  { name: 'CreateOrder' },
  { name: 'create_posts', columns: 'title:text, author:references users, views:int=0' },
  { name: 'create_tags', columns: "id:text:primary, name:text='it''s':unique, parent:text references tags?" },
  {
    name: 'create_things',
    columns: 'a:bool=true, b:date=now, c:json={}, d:blob?, e:numeric=1.5:index, f:real?',
  },
  { name: 'create_mails', columns: 'to:text references users(email), select:int' },
  { name: 'add_slug_to_articles_2' },
  { name: 'add_slug_and_views_to_articles_2' },
  { name: 'add_order_to_users_table' },
  { name: 'add_slug_to_articles_2', columns: 'slug:text?:unique' },
  {
    name: 'add_details_to_articles_2',
    columns: 'author:references users?, views:int=0, state:text=new:index',
  },
  { name: 'rename_articles_2_to_posts' },
  { name: 'rename_title_to_headline_in_articles_2' },
  { name: 'rename_order_to_group_on_articles_2_table' },
  { name: 'more', table: 'articles_2', columns: 'views:int=0' },
  { name: 'first', create: 'a table', columns: 'views:int=0:index' },
];

const cases = names.flatMap((made) => [
  { ...made, sql: false },
  { ...made, sql: true },
]);

describe('a filled migration', () => {
  it.each(cases)('comes back, and lint has nothing to say: $name $columns, in SQL: $sql', async (made) => {
    const folder = temporaryFolder({ '1_earlier.sql': earlier });
    const { stub } = makeMigration({ folder, ...made, fill: true, now: new Date() });
    expect(stub).toBe('filled');
    const migrations = folderSource(folder);
    const scratch = openMemoryD1();
    const verified = await verifyMigrations({ scratch, migrations, rules: brokenRule });
    expect(verified.migrations.map(({ state, failure }) => failure ?? state)).toEqual(['ok', 'ok']);
    const { findings } = await lintMigrations({ migrations, openScratch: openMemoryD1, rules: brokenRule });
    expect(findings).toEqual([]);
    scratch.close();
  });
});
