// Equal statements, and statements that only look equal.
import { comparableSql } from '@roostjs/internal-sql';
import { describe, expect, it } from 'vitest';

const same: readonly (readonly [left: string, right: string])[] = [
  ['CREATE TABLE a (b)', 'create  table\n\ta ( b )'],
  ['CREATE TABLE a (b)', 'CREATE TABLE a (b /* why */) -- note'],
  ['CREATE TABLE a (b)', 'CREATE TABLE "a" (`b`)'],
  ['CREATE TABLE a (b)', 'CREATE TABLE [A] ("B")'],
  ['CREATE TABLE "order" (b)', 'CREATE TABLE [order] (b)'],
  ['CREATE TABLE "two words" (b)', 'CREATE TABLE [Two Words] (b)'],
  ['CREATE TABLE "a""b" (c)', 'CREATE TABLE `a"b` (c)'],
  ["CREATE TABLE 'a_data'(id)", 'CREATE TABLE "a_data"(id)'],
  ["CREATE UNIQUE INDEX 'two words' ON a (b)", 'CREATE UNIQUE INDEX "two words" ON a (b)'],
];

const different: readonly (readonly [left: string, right: string])[] = [
  ['CREATE TABLE a (b)', 'CREATE TABLE a (c)'],
  ["CREATE TABLE a (b DEFAULT 'X')", "CREATE TABLE a (b DEFAULT 'x')"],
  ["CREATE TABLE a (b DEFAULT 'x  y')", "CREATE TABLE a (b DEFAULT 'x y')"],
  ['CREATE TABLE a (b DEFAULT "null")', 'CREATE TABLE a (b DEFAULT null)'],
  ['CREATE TABLE a (b DEFAULT "current_timestamp")', 'CREATE TABLE a (b DEFAULT current_timestamp)'],
  ['CREATE TABLE "a b" (c)', 'CREATE TABLE a b (c)'],
  ['CREATE TABLE a (b, c)', 'CREATE TABLE a (c, b)'],
  ["CREATE VIEW a AS SELECT 'b'", 'CREATE VIEW a AS SELECT "b"'],
];

describe('the comparable form', () => {
  it.each(same)('is the same for %j and %j', (left, right) => {
    expect(comparableSql(left)).toBe(comparableSql(right));
  });

  it.each(different)('tells %j from %j', (left, right) => {
    expect(comparableSql(left)).not.toBe(comparableSql(right));
  });
});
