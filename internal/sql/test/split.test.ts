// Where a text is split: tables of examples, and properties of every text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitParts, splitStatements } from '../src/index.ts';
import { texts } from './fragments.ts';
import { statementCases } from './golden/statements.ts';
import { triggerCases } from './golden/triggers.ts';

describe('splitStatements', () => {
  it.each(statementCases)('cuts $title', ({ sql, statements }) => {
    expect(splitStatements(sql)).toEqual(statements);
  });

  it.each(triggerCases)('keeps triggers whole: $title', ({ sql, statements }) => {
    expect(splitStatements(sql)).toEqual(statements);
  });

  it('returns a statement unchanged if it is split again', () => {
    fc.assert(
      fc.property(texts, (sql) => {
        for (const statement of splitStatements(sql)) expect(splitStatements(statement)).toEqual([statement]);
      }),
    );
  });

  it('returns the same statements after they are joined', () => {
    fc.assert(
      fc.property(texts, (sql) => {
        const statements = splitStatements(sql);
        expect(splitStatements(statements.join('\n;'))).toEqual(statements);
      }),
    );
  });
});

describe('splitParts', () => {
  it('distinguishes complete and blank parts', () => {
    expect(splitParts(' SELECT 1; -- a\n;\nSELECT 2')).toEqual([
      { start: 0, end: 10, complete: true, blank: false },
      { start: 10, end: 17, complete: true, blank: true },
      { start: 17, end: 26, complete: false, blank: false },
    ]);
  });

  it('calls a blank end incomplete, as sqlite3_complete() does', () => {
    expect(splitParts('SELECT 1;\n').at(-1)).toEqual({ start: 9, end: 10, complete: false, blank: true });
  });

  it.each([
    "SELECT 'a;",
    'SELECT 1 -- ;',
    'SELECT 1 /* ;',
    'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;',
    'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END',
  ])('calls %j incomplete', (sql) => {
    expect(splitParts(sql)).toEqual([{ start: 0, end: sql.length, complete: false, blank: false }]);
  });

  it('returns parts that can be joined to the text', () => {
    fc.assert(
      fc.property(texts, (sql) => {
        const slices = splitParts(sql).map(({ start, end }) => sql.slice(start, end));
        expect(slices).not.toContain('');
        expect(slices.join('')).toBe(sql);
      }),
    );
  });
});
