import { expect, test } from 'vitest';
import type { SchemaObject } from '../../src/database/schema.ts';
import { SchemaIndex } from '../../src/database/schema-index.ts';

const users: SchemaObject = { type: 'table', name: 'Users', sql: 'CREATE TABLE Users (id, "E mail")' };
const posts: SchemaObject = {
  type: 'table',
  name: 'posts',
  sql: 'CREATE TABLE posts (id, author REFERENCES users)',
};
const unique: SchemaObject = {
  type: 'index',
  name: 'idx_posts_id',
  sql: 'CREATE UNIQUE INDEX idx_posts_id ON "Posts" (id)',
};
const plain: SchemaObject = {
  type: 'index',
  name: 'idx_posts_author',
  sql: 'CREATE INDEX idx_posts_author ON posts (author)',
};
const trigger: SchemaObject = {
  type: 'trigger',
  name: 'posts',
  sql: 'CREATE TRIGGER posts AFTER DELETE ON main.posts BEGIN DELETE FROM users; END',
};
const internal: SchemaObject = { type: 'index', name: 'auto', sql: null };
const all = [users, posts, unique, plain, trigger, internal];

test('every object with a name is found by it in any case', () => {
  const index = new SchemaIndex(all);
  expect([...index.named('POSTS')]).toEqual([posts, trigger]);
  expect([...index.named('users')]).toEqual([users]);
  expect([...index.named('author')]).toEqual([]);
});

test('a text is found by each name in it, quoted or not, and an object without a text by its own name', () => {
  const index = new SchemaIndex(all);
  expect([...index.naming('Users')]).toEqual([users, posts, trigger]);
  expect([...index.naming('e MAIL')]).toEqual([users]);
  expect([...index.naming('auto')]).toEqual([internal]);
  expect([...index.naming('E')]).toEqual([]);
});

test('triggers and unique indexes are found by their table', () => {
  const index = new SchemaIndex(all);
  expect(index.triggersOn('Posts')).toEqual([trigger]);
  expect(index.uniqueIndexesOn('posts')).toEqual([unique]);
  expect(index.triggersOn('users')).toEqual([]);
  expect(index.uniqueIndexesOn('users')).toEqual([]);
});

/** Asks everything, before or after a change. */
function answers(index: SchemaIndex): unknown {
  const names = ['users', 'posts', 'people', 'author', 'id', 'idx_posts_id', 'idx_posts_author', 'auto'];
  return {
    objects: index.objects,
    found: names.map((name) => ({
      name,
      named: new Set(index.named(name)),
      naming: new Set(index.naming(name)),
      triggers: new Set(index.triggersOn(name)),
      unique: new Set(index.uniqueIndexesOn(name)),
    })),
  };
}

const people: SchemaObject = { type: 'table', name: 'people', sql: 'CREATE TABLE "people" (id, "E mail")' };
const newPosts: SchemaObject = {
  type: 'table',
  name: 'posts',
  sql: 'CREATE TABLE posts (id, author REFERENCES "people")',
};
const after = [newPosts, unique, trigger, internal, people];

test.each(['if asked before the change', 'if asked only after it'])(
  'a changed index finds what a new one of the changed schema finds: %s',
  (when) => {
    const index = new SchemaIndex(all);
    if (when === 'if asked before the change') answers(index);
    index.change([users, plain], [people, newPosts]);
    expect(answers(index)).toEqual(answers(new SchemaIndex(after)));
    expect(index.size).toBe(after.length);
  },
);

test('objects are told apart by type and name: a table is removed, and a trigger with its name stays', () => {
  const index = new SchemaIndex(all);
  index.change([{ type: 'table', name: 'posts' }], []);
  expect([...index.named('posts')]).toEqual([trigger]);
});

test('removing an object that never existed changes nothing', () => {
  const index = new SchemaIndex(all);
  index.change([{ type: 'view', name: 'posts' }], []);
  expect(answers(index)).toEqual(answers(new SchemaIndex(all)));
});
