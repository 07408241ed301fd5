// A schema whose earlier states can still be read.
import { expect, test } from 'vitest';
import type { MadeObject, Table } from '../../../src/lint/trace/schema.ts';
import { childrenOf } from '../../../src/lint/trace/schema.ts';
import { State } from '../../../src/lint/trace/schema-history.ts';

function madeTable(name: string, place: number, sql = `CREATE TABLE ${name} (id)`): MadeObject {
  return { type: 'table', name, on: name, place, sql };
}

function table(name: string, parent?: string): Table {
  const key = { columns: ['id'], parentColumns: [], onDelete: 'CASCADE', onUpdate: 'NO ACTION' };
  const foreignKeys = parent === undefined ? [] : [{ ...key, parent }];
  return { name, sql: '', columns: [], indexes: [], foreignKeys };
}

const users = madeTable('Users', 1);
const posts = madeTable('posts', 3, 'CREATE TABLE posts (id REFERENCES users)');
const trigger: MadeObject = {
  type: 'trigger',
  name: 'posts',
  on: 'posts',
  place: 2,
  sql: 'CREATE TRIGGER …',
};

const empty = State.empty();
const first = empty.after({ gone: [], now: [users], tables: [table('Users')] });
const second = first.after({ gone: [], now: [posts, trigger], tables: [table('posts', 'users')] });
const people = madeTable('people', 1);
const third = second.after({ gone: [users], now: [people], tables: [table('people')] });

test('each state has the objects of its time, in the order of their creation', () => {
  expect([empty, first, second, third].map(({ objects }) => objects)).toEqual([
    [],
    [users],
    [users, trigger, posts],
    [people, trigger, posts],
  ]);
});

test('each state finds the objects of its time by name, by text and by table', () => {
  expect(second.named('POSTS')).toEqual([trigger, posts]);
  expect(first.has('posts')).toBe(false);
  expect(second.naming('users')).toEqual([users, posts]);
  expect(third.naming('users')).toEqual([posts]);
  expect(second.triggersOn('posts')).toEqual([trigger]);
  expect(third.tables.get('users')).toBeUndefined();
  expect(second.tables.get('users')?.name).toBe('Users');
});

test('the tables that refer to another are those of the state', () => {
  expect(childrenOf(first, 'users')).toEqual([]);
  expect(childrenOf(second, 'USERS').map(({ child }) => child.name)).toEqual(['posts']);
  const parent = State.empty().after({
    gone: [],
    now: [users, posts],
    tables: [table('Users'), table('posts', 'users')],
  });
  expect(childrenOf(parent.after({ gone: [posts], now: [], tables: [] }), 'users')).toEqual([]);
});

test('what has changed between two states is known, except for a state of another history', () => {
  expect(third.changedSince(second)).toEqual({
    objects: [users, people],
    tables: new Set(['users', 'people']),
  });
  expect(third.changedSince(third)).toEqual({ objects: [], tables: new Set() });
  expect(third.changedSince(State.empty())).toBeNull();
});

test('only the newest state changes', () => {
  expect(() => first.after({ gone: [], now: [people], tables: [] })).toThrow('newest');
});
