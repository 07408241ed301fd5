// The forms of ALTER TABLE that came with SQLite 3.53, which the SQLite of D1 does not read (its parse.y).

import { type Statement, targetAt } from './statement.ts';
import { noComplaint, type Rule } from './violation.ts';

export const alter: Rule = (statement) => {
  const unknown = unknownWord(statement);
  if (unknown === undefined) return undefined;
  const { text, lexemes } = statement;
  const lexeme = lexemes[unknown];
  if (lexeme === undefined) return undefined;
  const word = text.slice(lexeme.start, lexeme.end);
  const offset = Buffer.byteLength(text.slice(0, lexeme.start));
  return {
    rule: 'alter',
    text: `near "${word}": syntax error at offset ${offset}: SQLITE_ERROR`,
    // The table is looked for once ADD has been read.
    yieldsTo: lexemes[unknown - 1]?.word === 'add' ? /^no such table/ : noComplaint,
  };
};

/** The place of the first word that is not read on from. */
function unknownWord({ verb, lexemes }: Statement): number | undefined {
  if (verb !== 'alter' || lexemes[1]?.word !== 'table') return undefined;
  const at = targetAt(lexemes, 2)?.next;
  if (at === undefined) return undefined;
  const [action, object] = [lexemes[at]?.word, lexemes[at + 1]?.word ?? ''];
  if (action === 'alter') return at;
  if (action === 'add' && /^(?:constraint|check)$/.test(object)) return at + 1;
  return action === 'drop' && object === 'constraint' ? at + 1 : undefined;
}
