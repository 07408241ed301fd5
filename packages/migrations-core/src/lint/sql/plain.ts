// Recognizes statements that need no lint if a database accepts them, by their texts. Pure.
import { type Lexeme, nameKey, statementOf, targetAt } from '@roostjs/internal-sql';
import { numberType } from './number-type.ts';
import { parseStatement } from './statement-kind.ts';

/**
 * A CREATE TABLE without a foreign key, without rows and without a key that may stay NULL, or a CREATE INDEX whose name
 * lint accepts; without double quotes, since a name in them might be read as a string. It breaks no existing object and deletes nothing.
 */
export function isPlain(sql: string): boolean {
  const statement = statementOf(sql);
  const { lexemes } = statement;
  const form = parseStatement(statement);
  if (form.kind !== 'create' || form.source.length > 0 || !lexemes.every(isPlainWord)) return false;
  if (form.creation.kind === 'table') return !mayHaveNullKey(lexemes);
  if (form.creation.kind !== 'index') return false;
  const on = lexemes.findIndex(({ word }, at) => at >= form.creation.next && word === 'on');
  const table = targetAt(lexemes, on + 1)?.name ?? '';
  return nameKey(form.creation.name).startsWith(nameKey(`idx_${table}_`));
}

/** Whether a number that is not the rowid may be the primary key. */
function mayHaveNullKey(lexemes: readonly Lexeme[]): boolean {
  const words = lexemes.map(({ word }) => word);
  return (
    words.includes('primary') &&
    words.some(
      (word) => word === 'desc' || (numberType.test(word) && !/^(?:integer|autoincrement)$/.test(word)),
    )
  );
}

function isPlainWord({ kind, word }: Lexeme): boolean {
  return kind !== 'semicolon' && word !== 'references' && !word.startsWith('"');
}
