// A statement with the semicolon that ends it.

import { describe, expect, it } from 'vitest';
import { splitStatements, terminated } from '../src/index.ts';

describe('terminated', () => {
  it.each([
    ['SELECT 1', 'SELECT 1;'],
    ['SELECT 1 -- one', 'SELECT 1 -- one\n;'],
    ['SELECT 1 /* one */', 'SELECT 1 /* one */;'],
    ['SELECT 1 /* one', 'SELECT 1 /* one */;'],
    ['SELECT 1 /* one; *', 'SELECT 1 /* one; * */;'],
    ['SELECT 1 /*/', 'SELECT 1 /*/ */;'],
    ['SELECT 1 /**/', 'SELECT 1 /**/;'],
    ['SELECT 1 /* -- one', 'SELECT 1 /* -- one */\n;'],
    ["SELECT '/* one'", "SELECT '/* one';"],
    ['SELECT 1 /* a */ /* b\n', 'SELECT 1 /* a */ /* b\n */;'],
  ])('ends %j', (sql, ended) => {
    expect(terminated(sql)).toBe(ended);
    expect(splitStatements(`${ended}\nSELECT 2`)).toHaveLength(2);
  });
});
