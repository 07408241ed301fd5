// The options of rebuildTable for ALTER COLUMN, MODIFY and CHANGE, in the forms of PostgreSQL, MySQL and SQL Server.

import type { Lexeme, Statement } from '@roostjs/internal-sql';
import { afterGroup, jsKey, jsText, textBetween } from './remedy.ts';

/** `from`: the index of ALTER, MODIFY or CHANGE. */
export function columnChange(statement: Statement, from: number): readonly string[] {
  const { lexemes } = statement;
  const isNamed = lexemes[from + 1]?.word === 'column';
  const first = from + (isNamed ? 2 : 1);
  const old = lexemes[first]?.name ?? '…';
  const isRenamed = lexemes[from]?.word === 'change';
  const name = isRenamed ? (lexemes[first + 1]?.name ?? '…') : old;
  const properties = propertiesOf(statement, first + (isRenamed ? 2 : 1));
  return [
    ...(isRenamed && name !== old ? [`rename: { ${jsKey(old)}: ${jsText(name)} }`] : []),
    `change: { columns: { ${jsKey(name)}: { ${properties.join(', ') || '…'} } } }`,
  ];
}

function propertiesOf(statement: Statement, from: number): readonly string[] {
  const { lexemes } = statement;
  const words = lexemes.slice(from).map(({ word }) => word);
  if (words[0] === 'drop') return [words[1] === 'default' ? 'default: null' : 'notNull: false'];
  if (words[0] === 'set' && words[1] === 'default')
    return [`default: ${jsText(textBetween(statement, from + 2))}`];
  if (words[0] === 'set' && words[1] === 'not') return ['notNull: true'];
  return definitionOf(statement, from + introduction(words));
}

/** The number of words before a type: `TYPE`, or `SET DATA TYPE`. */
function introduction(words: readonly string[]): number {
  if (words[0] === 'type') return 1;
  return words[0] === 'set' && words[1] === 'data' ? 3 : 0;
}

function definitionOf(statement: Statement, from: number): readonly string[] {
  const { lexemes } = statement;
  let at = typeEnd(lexemes, from);
  const type = textBetween(statement, from, at);
  const properties = type === '' ? [] : [`type: ${jsText(type)}`];
  for (;;) {
    const [word, next] = [lexemes[at]?.word, lexemes[at + 1]?.word];
    if (word === 'not' && next === 'null') properties.push('notNull: true');
    else if (word === 'null') properties.push('notNull: false');
    else if (word === 'default')
      properties.push(`default: ${jsText(textBetween(statement, at + 1, valueEnd(lexemes, at + 1)))}`);
    else return properties;
    at = word === 'default' ? valueEnd(lexemes, at + 1) : at + (word === 'not' ? 2 : 1);
  }
}

/** A literal, perhaps with a sign, or an expression in parentheses. */
function valueEnd(lexemes: readonly Lexeme[], at: number): number {
  return afterGroup(lexemes, /^[+-]$/.test(lexemes[at]?.word ?? '') ? at + 1 : at);
}

const afterType =
  /^(?:not|null|default|using|collate|check|references|unique|primary|comment|after|first|auto_increment|constraint|,)$/;

function typeEnd(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  while (at < lexemes.length && !afterType.test(lexemes[at]?.word ?? '')) at = afterGroup(lexemes, at);
  return at;
}
