// Statements are joined to one text, and split from it unchanged.
import { splitStatements } from '@roostjs/internal-sql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinStatements } from '../../src/record/stored-down.ts';

const trigger = `CREATE TRIGGER t AFTER INSERT ON a BEGIN
  UPDATE a SET x = CASE WHEN new.x THEN 1 END; -- one; two
  DELETE FROM b;
END`;

const awkward = [
  'DROP TABLE a',
  trigger,
  trigger.replaceAll('\n', '\r\n'),
  'DROP TABLE a -- the end; really',
  'DROP TABLE a -- the end\r',
  'DROP TABLE a /* ; */',
  '-- before;\nDROP TABLE a',
  '/* before */ DROP TABLE a',
  "INSERT INTO a VALUES ('it''s; -- not one', \"q;\", `q;`, [q;])",
  "INSERT INTO a VALUES ('\r\n;\n')",
  'DELETE FROM a WHERE x = 1 \0 OR y',
  "INSERT INTO a VALUES ('a\0b')",
  'EXPLAIN CREATE TRIGGER t BEGIN x; END',
  "INSERT INTO a VALUES ('\u{1F426}\uD800')",
  'DROP TABLE\u{A0}a',
] as const;

describe('joined statements', () => {
  it.each(awkward)('are split to the letter: %j', (statement) => {
    for (const statements of [[statement], [statement, 'DROP TABLE z'], ['DROP TABLE z', statement]]) {
      expect(splitStatements(joinStatements(statements))).toEqual(statements);
    }
  });

  it('are split to the letter in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...awkward), { maxLength: 8 }), (statements) => {
        expect(splitStatements(joinStatements(statements))).toEqual(statements);
      }),
    );
  });
});
