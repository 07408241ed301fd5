// What docs/guides/rebuilding-tables.md says of wrangler: SQLite's usual recipe for a table's change, in a file that wrangler runs, deletes
// the rows that point to the table.
import { expect, it } from 'vitest';
import { projects } from './support/project.ts';

const newProject = projects(1);

const blog = `
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2);
`;

const textbook = `
PRAGMA foreign_keys = OFF;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
`;

it('the usual recipe deletes the children, by wrangler d1 migrations apply', async () => {
  const project = await newProject();
  await project.write({ 'migrations/0001_blog.sql': blog, 'migrations/0002_textbook.sql': textbook });
  expect((await project.wrangler('d1', 'migrations', 'apply', project.name, '--local')).exitCode).toBe(0);
  const query = project.local('.wrangler/state');
  expect(await query('SELECT count(*) FROM users')).toEqual([[2]]);
  expect(await query('SELECT count(*) FROM posts')).toEqual([[0]]);
});
