// The line of a statement that failed, with a caret.
import { describe, expect, it } from 'vitest';
import { frameLines } from '../../src/output/frame.ts';
import { sanitize } from '../../src/output/style.ts';

const output = (columns?: number) => ({ write: () => {}, hasColor: false, columns, live: null });

function frame(sql: string, mark: string, columns?: number): readonly string[] {
  return frameLines(output(columns), { sql, at: sql.indexOf(mark) }).map(sanitize);
}

describe('the frame of a failed statement', () => {
  it('has the line of the error, without its indentation', () => {
    expect(frame('CREATE TABLE a (\n    b INTEGER,\r\n    c NOPE\r\n)', 'NOPE')).toEqual([
      '        c NOPE',
      '          ^',
    ]);
  });

  it('has the first line with SQL and no caret if the place is not known', () => {
    expect(frameLines(output(), { sql: '-- a comment\n  VACUUM', at: undefined }).map(sanitize)).toEqual([
      '        VACUUM',
    ]);
  });

  it.each([24, 40, 80])('is cut around the caret to fit into %s columns', (columns) => {
    const list = Array.from({ length: 200 }, (_, index) => `(${index})`).join(', ');
    const sql = `INSERT INTO a VALUES ${list}, (NOPE), ${list}`;
    const [line = '', caret = ''] = frame(sql, 'NOPE', columns);
    expect(line.startsWith('        …')).toBe(true);
    expect(line.endsWith('…')).toBe(true);
    expect(line.length).toBeLessThan(Math.max(columns, 8 + 24 + 1));
    expect(line.slice(caret.indexOf('^')).startsWith('NOPE')).toBe(true);
  });

  it('is cut at its end alone if the error is at its beginning', () => {
    const [line = '', caret = ''] = frame(`NOPE ${'x'.repeat(500)}`, 'NOPE', 60);
    expect([line.startsWith('        NOPE x'), line.endsWith('x…'), caret]).toEqual([
      true,
      true,
      '        ^',
    ]);
  });

  it.each([
    ['control characters, which are escaped', "SELECT '\u001b[31m', NOPE", '\\u001b[31m', 21],
    ['tabs', 'SELECT\t1,\tNOPE', 'SELECT  1,  NOPE', 12],
    ['characters of two cells', "SELECT '日本語', '👩‍👩‍👧', NOPE", '日本語', 23],
    ['combined characters', "SELECT 'e\u0301', NOPE", 'e\u0301', 12],
  ])('has its caret in place after %s', (_, sql, shown, cells) => {
    const [line, caret] = frame(sql, 'NOPE');
    expect(line).toContain(shown);
    expect(caret).toBe(`${' '.repeat(8 + cells)}^`);
  });

  it('takes no time for a statement of one long line', () => {
    const [line = ''] = frame(`SELECT ${'1, '.repeat(30_000)}NOPE`, 'NOPE', 80);
    expect(line).toMatch(/^ {8}….*NOPE$/);
  });
});
