// The description of a statement in a message.

import { describe, expect, it } from 'vitest';
import { firstLine } from '../src/index.ts';

describe('firstLine', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ['  \n\n  SELECT 1  \nFROM t', 'SELECT 1 …'],
    ['-- why\n/* and\nhow */ SELECT 1', 'SELECT 1'],
    ['CREATE TABLE t ( -- a table\r\n  a\r\n)', 'CREATE TABLE t (…'],
    ["INSERT INTO t VALUES ('a\nb', 1)", 'INSERT INTO t VALUES (…'],
    ['SELECT 1\n;', 'SELECT 1'],
    ['SELECT 1; -- one', 'SELECT 1;'],
    ['SELECT 1;\nSELECT 2', 'SELECT 1; …'],
    ["'a\nb'", "'a…"],
    ['SELECT 1\rFROM t', 'SELECT 1 …'],
    ['\n -- only a comment\n/* and another */', '-- only a comment'],
    ['/* a comment\n*/;', ';'],
    ['', 'empty'],
    [' \n', 'empty'],
  ])('of %j is %j', (statement, line) => {
    expect(firstLine(statement)).toBe(line);
  });

  it('keeps a line of 100 characters and shortens a longer one', () => {
    const line = `SELECT ${'a'.repeat(93)}`;
    expect(firstLine(line)).toBe(line);
    expect(firstLine(`${line} b`)).toBe('SELECT …');
  });

  it('ends a longer one behind a token, with room for the dots', () => {
    const columns = Array.from({ length: 40 }, (_, at) => `column_${at}`);
    const line = firstLine(`SELECT ${columns.join(', ')} FROM t`);
    expect(line).toMatch(/^SELECT (?:column_\d+, )*column_\d+,? …$/);
    expect(line.length).toBeLessThanOrEqual(100);
    expect(line.length).toBeGreaterThan(85);
  });

  it('never splits a character', () => {
    expect(firstLine(`${'a'.repeat(98)}${'😀'.repeat(2)}`)).toBe(`${'a'.repeat(98)}…`);
  });
});
