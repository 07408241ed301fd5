// Lines that are moved to another indentation.
import { describe, expect, it } from 'vitest';
import { comparableSql, reindented } from '../src/index.ts';

describe('reindented', () => {
  it.each<[title: string, from: number, sql: string, moved: string]>([
    ['one line', 0, 'SELECT 1', 'SELECT 1'],
    ['lines', 0, 'CREATE TABLE a (\n  id\n)', 'CREATE TABLE a (\n      id\n    )'],
    [
      'lines that were further in',
      8,
      'CREATE TABLE a (\n          id\n        )',
      'CREATE TABLE a (\n      id\n    )',
    ],
    ['lines that were not as far in as the first', 4, 'SELECT\n1', 'SELECT\n1'],
    ['tabs', 2, 'SELECT\n\t\t1,\t2', 'SELECT\n      1,  2'],
    [
      'CRLF and spaces at the end of a line',
      0,
      'SELECT 1, \r\n2 -- two \t\r\n, 3',
      'SELECT 1,\n    2 -- two\n    , 3',
    ],
    ['empty lines', 0, 'SELECT\n\n  \n  1', 'SELECT\n\n\n      1'],
    ['the lines of a comment', 0, '/* a\n b */ SELECT 1', '/* a\n     b */ SELECT 1'],
    ['no line of a string', 0, "SELECT 'a\r\n\tb',\n2", "SELECT 'a\r\n\tb',\n    2"],
    ['no line of a name', 0, 'SELECT "a\n b", [c\n d], `e\n f`', 'SELECT "a\n b", [c\n d], `e\n f`'],
  ])('moves %s', (_, from, sql, moved) => {
    expect(reindented(sql, from, 4)).toBe(moved);
    expect(comparableSql(moved)).toBe(comparableSql(sql));
  });
});
