// A change of a definition changes its text there, and leaves the rest to the letter.
import { describe, expect, it } from 'vitest';
import { readTableDefinition } from '../../src/rebuild/parse-table.ts';
import { type ColumnMoves, changedDefinition, type TableChange } from '../../src/rebuild/table-change.ts';

type Changes = Partial<ColumnMoves> & { readonly change?: TableChange };

function changed(text: string, { rename = {}, drop = [], change = {} }: Changes): string {
  return changedDefinition(readTableDefinition(text), { rename, drop }, change).sql;
}

describe('a changed definition', () => {
  it.each<{ what: string; text: string; changes: Changes; becomes: string }>([
    {
      what: 'a NOT NULL on the line after a comment',
      text: 'CREATE TABLE t (\n  a, -- first\n  b -- second\n    NOT NULL\n)',
      changes: { change: { columns: { b: { notNull: true } } } },
      becomes: 'CREATE TABLE t (\n  a, -- first\n  b -- second\n    NOT NULL\n)',
    },
    {
      what: 'a new CHECK on the line after a comment',
      text: 'CREATE TABLE t (\n  a, -- first\n  b -- second\n    CHECK (b > 0)\n)',
      changes: { change: { columns: { b: { check: 'b > 1' } } } },
      becomes: 'CREATE TABLE t (\n  a, -- first\n  b -- second\n    CHECK (b > 1)\n)',
    },
    {
      what: 'what remains if a type on the line after a comment is removed',
      text: 'CREATE TABLE t (\n  a -- first\n    TEXT,\n  b\n)',
      changes: { change: { columns: { a: { type: null } } } },
      becomes: 'CREATE TABLE t (\n  a -- first\n    ,\n  b\n)',
    },
    {
      what: 'what remains if a column between comments is removed',
      text: 'CREATE TABLE t (\n  a, -- first\n  b, -- second\n  c -- third\n)',
      changes: { drop: ['b'] },
      becomes: 'CREATE TABLE t (\n  a, -- first\n   -- second\n  c -- third\n)',
    },
    {
      what: 'what remains if a constraint between comments is removed',
      text: 'CREATE TABLE t (\n  a, -- first\n  CHECK (a > 0), -- second\n  CHECK (a > 1) -- third\n)',
      changes: { change: { dropConstraints: ['CHECK (a > 0)'] } },
      becomes: 'CREATE TABLE t (\n  a, -- first\n   -- second\n  CHECK (a > 1) -- third\n)',
    },
    {
      what: 'the constraint after a removed one, with no comma between them',
      text: 'CREATE TABLE t (a, b, CHECK (a > 0) UNIQUE (b))',
      changes: { change: { dropConstraints: ['CHECK (a > 0)'] } },
      becomes: 'CREATE TABLE t (a, b, UNIQUE (b))',
    },
    {
      what: 'the words after a text that ended in a parenthesis',
      text: "CREATE TABLE t (a VARCHAR(9)NOT NULL CHECK(a<>'')UNIQUE)",
      changes: { change: { columns: { a: { type: 'TEXT', check: null } } } },
      becomes: 'CREATE TABLE t (a TEXT NOT NULL UNIQUE)',
    },
    {
      what: 'a new column after a name that ends in a non-ASCII space',
      text: 'CREATE TABLE t (a\u00a0)',
      changes: { change: { add: { b: 'TEXT' } } },
      becomes: 'CREATE TABLE t (a\u00a0, "b" TEXT)',
    },
  ])('keeps out of comments, and apart from the next word, $what', ({ text, changes, becomes }) => {
    expect(changed(text, changes)).toBe(becomes);
  });

  it.each<{ what: string; text: string; changes: Changes; becomes: string }>([
    {
      what: 'keeps the type of a CAST that has the name of a renamed column',
      text: 'CREATE TABLE t (a, "int", CHECK (CAST(a AS UNSIGNED INT) > 0 AND "int" > 0))',
      changes: { rename: { int: 'n' } },
      becomes: 'CREATE TABLE t (a, "n", CHECK (CAST(a AS UNSIGNED INT) > 0 AND "n" > 0))',
    },
    {
      what: 'drops a column that only a replaced CHECK names',
      text: 'CREATE TABLE t (a CHECK (a > b), b)',
      changes: { drop: ['b'], rename: { a: 'c' }, change: { columns: { c: { check: 'c > 0' } } } },
      becomes: 'CREATE TABLE t ("c" CHECK (c > 0))',
    },
  ])('$what', ({ text, changes, becomes }) => {
    expect(changed(text, changes)).toBe(becomes);
  });

  it('is refused if the comment of a default hides a CHECK', () => {
    const text = 'CREATE TABLE t (\n  a DEFAULT 0 CHECK (a < 9)\n)';
    const change = { columns: { a: { default: '1 -- one' } } };
    expect(() => changed(text, { change })).toThrow(
      expect.objectContaining({ code: 'REBUILD.CHANGE_INVALID' }),
    );
  });

  it.each([
    [0, '0'],
    [-1.5, '-1.5'],
    [1e21, '1e+21'],
    [9_223_372_036_854_775_807n, '9223372036854775807'],
    [true, '1'],
    [false, '0'],
    ["'draft'", "'draft'"],
    ["(datetime('now'))", "(datetime('now'))"],
  ])('takes %s as a default', (value, sql) => {
    expect(changed('CREATE TABLE t (a)', { change: { columns: { a: { default: value } } } })).toBe(
      `CREATE TABLE t (a DEFAULT ${sql})`,
    );
  });

  it('has no default any more with null', () => {
    expect(changed('CREATE TABLE t (a DEFAULT 1)', { change: { columns: { a: { default: null } } } })).toBe(
      'CREATE TABLE t (a)',
    );
  });

  it.each([
    [
      { columns: { a: { default: 'now(' } } },
      "the default of 'a' cannot be read: expected a constraint, but found '()'",
    ],
    [{ add: { b: '0' } }, "the definition of 'b' in add cannot be read"],
    [{ addConstraints: ['CHEK (a)'] }, "'CHEK (a)' in addConstraints cannot be read"],
    [{ columns: { a: { type: 'INT, b' } } }, "the type of 'a' contains more than one item"],
  ])('names table, column and option of a text that is none: %j', (change, message) => {
    expect(() => changed('CREATE TABLE t (a)', { change })).toThrow(`Cannot rebuild 't': ${message}`);
  });
});
