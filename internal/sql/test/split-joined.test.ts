// Valid statements joined in every way are split where they were joined.

import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitParts, splitStatements } from '../src/index.ts';

const database = new Database(':memory:');
database.exec('CREATE TABLE t (a, b, "end")');

const statements = [
  'SELECT 1',
  "select ';', '''', x'3b', \"end\", [a], `b` from t",
  'SELECT 1 -- one; two\n',
  'SELECT /* ; */ 4/2-1',
  'SELECT CASE WHEN 1 THEN CASE 2 WHEN 3 THEN 4 END END',
  'CREATE TABLE größe(länge, "漢;字" DEFAULT \';\')',
  "INSERT INTO t(a) VALUES (?1), (:a), (1e5), (.5), (0xF), ('😀;')",
  'UPDATE t SET a = a ->> \'$.a;b\' WHERE "end" IS NULL RETURNING *',
  'WITH c AS (SELECT 1) DELETE FROM t WHERE a IN (SELECT * FROM c)',
  'EXPLAIN QUERY PLAN SELECT 1',
  'BEGIN',
  'END',
  'PRAGMA table_info(t)',
  'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END',
  'create temp trigger r after delete on t begin delete from t where a = case b when 1 then 2 end;end',
  'EXPLAIN CREATE TRIGGER r AFTER UPDATE OF a ON t WHEN new."end" > 1\r\nBEGIN\r\nSELECT 1; -- END;\r\n/* END; */ SELECT \';END;\';\r\nEND',
  'CREATE /* ; */ TEMPORARY -- ;\nTRIGGER IF NOT EXISTS "r;" BEFORE INSERT ON t BEGIN UPDATE t SET a = 1; SELECT 2; END -- ;\n',
] as const;
const blanks = [
  ' ',
  '\n',
  '\r\n',
  '\t',
  ';',
  '-- ;\n',
  "-- it's\r\n",
  '/* ; */',
  '/*/ END; */',
  '/**/',
] as const;

const filling = fc.array(fc.constantFrom(...blanks), { maxLength: 5 }).map((chosen) => chosen.join(''));
const joined = fc.array(fc.record({ before: filling, statement: fc.constantFrom(...statements) }));

describe('splitStatements', () => {
  it('splits where statements were joined', () => {
    fc.assert(
      fc.property(joined, filling, (pieces, after) => {
        const sql = pieces.map(({ before, statement }) => `${before}${statement};`).join('') + after;
        const found = splitStatements(sql);
        expect(found).toHaveLength(pieces.length);
        for (const [index, { statement }] of pieces.entries()) {
          expect(found[index]?.endsWith(statement.trimEnd())).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('splits into single statements of SQLite', () => {
    fc.assert(
      fc.property(joined, filling, (pieces, after) => {
        const sql = pieces.map(({ before, statement }) => `${before}${statement};`).join('') + after;
        for (const { start, end, blank } of splitParts(sql)) {
          const compile = () => database.prepare(sql.slice(start, end));
          // This throws unless the text has exactly one statement.
          if (blank) expect(compile).toThrow('contains no statements');
          else expect(compile).not.toThrow();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('needs no final semicolon', () => {
    fc.assert(
      fc.property(joined, filling, fc.constantFrom(...statements), (pieces, before, last) => {
        const sql = `${pieces.map(({ statement }) => `${statement};`).join('')}${before}${last}`;
        const parts = splitParts(sql);
        expect(parts.at(-1)).toMatchObject({ complete: false, blank: false, end: sql.length });
        expect(splitStatements(sql)).toHaveLength(pieces.length + 1);
      }),
    );
  });
});
