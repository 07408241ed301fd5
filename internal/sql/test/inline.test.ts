// Compares literals with SQLite: a statement has the same result with its values written into it as with bound values.

import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineValues, literalOf, type SqlValue } from '../src/index.ts';

const database = new Database(':memory:');

/** Binds as D1 does: every number is REAL, a number that JSON cannot represent is NULL, and -0 is 0. */
function bound(value: SqlValue): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  return typeof value === 'string' || value === null ? value : Buffer.from(value);
}

function rowOf(sql: string, ...values: readonly SqlValue[]): unknown {
  return database
    .prepare(sql)
    .raw()
    .get(...values.map(bound));
}

const trickyTexts = fc.constantFrom(
  '\r\n',
  '\r',
  '\0',
  'BEGIN TRANSACTION;',
  'begin transaction',
  "'",
  '\ud800',
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.oneof(trickyTexts, fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
);
const values: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  texts,
  fc.constant(null),
  fc.array(fc.integer({ min: 0, max: 255 })),
);

describe('literalOf', () => {
  it.each([
    [5, '5.0'],
    [-5, '(-5.0)'],
    [-0, '0.0'],
    [0.1, '0.1'],
    [1e19, '10000000000000000000.0'],
    [-(2 ** 70), '((-1024.0) * 1152921504606847000.0)'],
    [Number.NaN, 'NULL'],
    [Number.NEGATIVE_INFINITY, 'NULL'],
    [null, 'NULL'],
    ["it's", "'it''s'"],
    ['a\nb', "'a\nb'"],
    ['a\rb', "(CAST(x'610d62' AS TEXT)||'')"],
    ['é\0😀', "(CAST(x'c3a900f09f9880' AS TEXT)||'')"],
    ['Begin Transaction', "(CAST(x'426567696e205472616e73616374696f6e' AS TEXT)||'')"],
    [[0, 1.5, 255, 300], "x'0001ff2c'"],
    [[], "x''"],
  ])('writes %j', (value, literal) => {
    expect(literalOf(value)).toBe(literal);
  });

  it('is the same to SQLite as a bound value: value, type and comparison', () => {
    const seen = 'SELECT v, typeof(v), v = t, v = n, hex(v) FROM (SELECT ';
    const from = " AS v, CAST('12' AS TEXT) AS t, CAST(12 AS INTEGER) AS n)";
    fc.assert(
      fc.property(values, (value) => {
        expect(rowOf(seen + literalOf(value) + from)).toEqual(rowOf(`${seen}?${from}`, value));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('inlineValues', () => {
  it.each([
    ['SELECT?', [1], 'SELECT 1.0'],
    ['SELECT -?', [-1], 'SELECT - (-1.0)'],
    ['SELECT ?AND?', ['a', [1]], "SELECT 'a' AND x'01'"],
    ['VALUES (?,?2, ?1)', ['a', 'b'], "VALUES ('a','b', 'a')"],
    ['VALUES (:a, @b, :a, ?)', [1, 2, 3], 'VALUES (1.0, 2.0, 1.0, 3.0)'],
    ['VALUES (\'?\', "?", ?) -- ?', ['?'], "VALUES ('?', \"?\", '?') -- ?"],
    ['SELECT 1', [], 'SELECT 1'],
  ])('writes the values of %j', (sql, given, inlined) => {
    expect(inlineValues(sql, given)).toBe(inlined);
  });

  it('rejects a wrong number of values', () => {
    expect(() => inlineValues('SELECT ?2', [1])).toThrow('1 values for 2 parameters');
    expect(() => inlineValues('SELECT ?', [1, 2])).toThrow('2 values for 1 parameters');
  });

  it('returns a statement with the same result as with bound values', () => {
    const statements = fc.constantFrom(
      'SELECT?,typeof(?)',
      'SELECT ?,1||?',
      'SELECT CASE?WHEN?THEN 1 END',
      'SELECT 1=?OR?',
      'SELECT NOT?,0-?',
      "SELECT ?,/* ? */ '?', ? -- ?",
    );
    fc.assert(
      fc.property(statements, values, values, (sql, first, second) => {
        expect(rowOf(inlineValues(sql, [first, second]))).toEqual(rowOf(sql, first, second));
      }),
      { numRuns: 2000 },
    );
  });
});
