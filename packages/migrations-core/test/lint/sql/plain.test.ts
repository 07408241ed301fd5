// Statements that need no further check once a scratch database has accepted them.
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../../src/lint/sql/plain.ts';

describe('a plain statement:', () => {
  it.each([
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '\"')",
    'create table if not exists [posts] (id);',
    'CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT)',
    'CREATE TABLE posts (id TEXT PRIMARY KEY, at INTEGER)',
    'CREATE INDEX idx_posts_title ON posts (title)',
    'CREATE UNIQUE INDEX IF NOT EXISTS IDX_Posts_title ON POSTS (title) WHERE title > 1',
  ])('%s', (sql) => {
    expect(isPlain(sql)).toBe(true);
  });
});

describe('not a plain statement:', () => {
  it.each([
    ['a foreign key', 'CREATE TABLE posts (author REFERENCES users)'],
    ['a key that may stay NULL', 'CREATE TABLE posts (id SERIAL PRIMARY KEY)'],
    ['a key in descending order', 'CREATE TABLE posts (id INTEGER PRIMARY KEY DESC)'],
    ['a table that is filled', 'CREATE TABLE posts AS SELECT 1'],
    ['a possible text in double quotes', 'CREATE TABLE posts (a DEFAULT "x")'],
    ['an index by another name', 'CREATE INDEX titles ON posts (title)'],
    ['an index named for another table', 'CREATE INDEX idx_posts_title ON articles (title)'],
    ['a view', 'CREATE VIEW v AS SELECT 1'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON posts BEGIN SELECT 1; END'],
    ['a virtual table', 'CREATE VIRTUAL TABLE docs USING fts5(body)'],
    ['a second statement', 'CREATE TABLE posts (id); DROP TABLE users'],
    ['a statement that is only explained', 'EXPLAIN CREATE TABLE posts (id)'],
    ['a statement that changes or removes', 'ALTER TABLE posts RENAME TO articles'],
    ['a text without a statement', '-- CREATE TABLE posts (id)'],
    ['a quote that is never closed', "CREATE TABLE posts (id) '"],
  ])('%s', (_, sql) => {
    expect(isPlain(sql)).toBe(false);
  });
});
