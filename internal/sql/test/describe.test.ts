// The description of a statement in a message.

import { describe, expect, it } from 'vitest';
import { firstLine } from '../src/index.ts';

describe('firstLine', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ['  \n\n  SELECT 1  \nFROM t', 'SELECT 1'],
    ['-- why\n/* and\nhow */ SELECT 1', 'SELECT 1'],
    ['CREATE TABLE t ( -- a table\r\n  a\r\n)', 'CREATE TABLE t ( -- a table'],
    ['SELECT 1\rFROM t', 'SELECT 1'],
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
    expect(firstLine(`${line}b`)).toBe(`${line.slice(0, 99)}…`);
  });

  it('never splits a character', () => {
    expect(firstLine(`${'a'.repeat(98)}${'😀'.repeat(2)}`)).toBe(`${'a'.repeat(98)}…`);
  });
});
