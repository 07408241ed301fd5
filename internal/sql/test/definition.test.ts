// Which definitions are equal.

import { describe, expect, it } from 'vitest';
import { isSameDefinition } from '../src/index.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, "plan" TEXT, [two words] TEXT)';

describe('isSameDefinition', () => {
  it.each([
    [
      `CREATE TABLE t (s TEXT CHECK (s IN ("on","off")))`,
      `CREATE TABLE t (s TEXT CHECK (s IN ('on', 'off')))`,
    ],
    [`CREATE TABLE t (s DEFAULT "it's")`, `create table "t" (s DEFAULT 'it''s')`],
    [`CREATE TABLE t (plan_b CHECK (plan_b <> "plan"))`, `CREATE TABLE t (plan_b CHECK (plan_b <> 'plan'))`],
    [
      `CREATE INDEX i ON users (id) WHERE plan <> "free"`,
      `CREATE INDEX i ON users (id) WHERE plan <> 'free'`,
    ],
    [`CREATE VIEW v AS SELECT "abc" AS x FROM users`, `CREATE VIEW v AS SELECT 'abc' AS x FROM users`],
    [
      `CREATE TRIGGER g AFTER DELETE ON users BEGIN UPDATE users SET plan = "gone"; END`,
      `CREATE TRIGGER g AFTER DELETE ON users BEGIN UPDATE users SET plan = 'gone'; END`,
    ],
  ])('ignores the quotes of a string: %s', (one, other) => {
    expect(isSameDefinition(one, other, [users, one])).toBe(true);
    expect(isSameDefinition(other, one, [users, other])).toBe(true);
  });

  it.each([
    [`CREATE TABLE t (a, b CHECK ("a" <> b))`, `CREATE TABLE t (a, b CHECK ('a' <> b))`],
    [`CREATE TABLE t ("A", b CHECK ("a" <> b))`, `CREATE TABLE t ("A", b CHECK ('a' <> b))`],
    [`CREATE INDEX i ON users (id) WHERE id <> "plan"`, `CREATE INDEX i ON users (id) WHERE id <> 'plan'`],
    [`CREATE VIEW v AS SELECT "two words" FROM users`, `CREATE VIEW v AS SELECT 'two words' FROM users`],
    [`CREATE TABLE t (s DEFAULT "on")`, `CREATE TABLE t (s DEFAULT "off")`],
    [`CREATE TABLE t (s DEFAULT "on")`, `CREATE TABLE t (s DEFAULT 'ON')`],
    [`CREATE TABLE t (s DEFAULT 'null')`, `CREATE TABLE t (s DEFAULT null)`],
    [`CREATE TABLE t (s DEFAULT "on")`, `CREATE TABLE t (s DEFAULT "on", b)`],
    [`CREATE TABLE t (s CHECK (s <> [on]))`, `CREATE TABLE t (s CHECK (s <> 'on'))`],
  ])('finds another name, string or value: %s', (one, other) => {
    expect(isSameDefinition(one, other, [users, one])).toBe(false);
    expect(isSameDefinition(other, one, [users, other])).toBe(false);
  });
});
