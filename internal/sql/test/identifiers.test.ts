// The names that a statement may mention.

import { describe, expect, it } from 'vitest';
import { identifiersIn } from '../src/index.ts';

describe('identifiersIn', () => {
  it.each([
    ['SELECT Title FROM Posts', ['select', 'title', 'from', 'posts']],
    ['DROP TABLE "A""b"', ['drop', 'table', 'a"b']],
    ['DROP TABLE [a""b[[;]', ['drop', 'table', 'a""b[[;']],
    ['DROP TABLE `a``b`', ['drop', 'table', 'a`b']],
    ["DROP TABLE 'it''s'", ['drop', 'table', "it's"]],
    ['DROP TABLE main.größe', ['drop', 'table', 'main', 'größe']],
    ["SELECT x'61', 12, ?1, :name, 1 + 2 -- posts\n/* log */", ['select']],
    ['SELECT "posts", posts, [POSTS]', ['select', 'posts']],
    ['SELECT "posts', ['select']],
    ['', []],
  ])('finds in %j %j', (statement, names) => {
    expect([...identifiersIn(statement)]).toEqual(names);
  });
});
