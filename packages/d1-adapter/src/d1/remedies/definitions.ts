// What to write instead of definitions that other databases have, in CREATE and ALTER.

import { afterGroup, sqlName, textBetween } from './remedy.ts';
import type { Rule, Stop } from './stop.ts';

const noSuchObject =
  /^(?:database|schema|extension|sequence|function|procedure|role|user|policy|domain|aggregate)$/;

export const createRule: Rule = ({ word, before: [previous], verb, statement: { lexemes }, at }) => {
  if (verb === 'alter' && word === 'index' && previous === 'alter')
    return 'drop the index, and create it under the new name';
  if (verb !== 'create') return undefined;
  // SQLite reads it as the name of the index.
  if (previous === 'concurrently') return 'leave CONCURRENTLY out';
  if (previous !== 'create') return undefined;
  if (word === 'or') {
    const object = `${lexemes[at + 2]?.word.toUpperCase()} IF EXISTS ${sqlName(lexemes[at + 3]?.name ?? '…')}`;
    return `leave OR REPLACE out, and write DROP ${object} before it`;
  }
  if (word === 'materialized') return 'create a view, or a table that the migration fills';
  if (word === 'type') return 'declare the column as TEXT with a CHECK (… IN (…))';
  return noSuchObject.test(word) ? `leave it out, since SQLite has no ${word.toUpperCase()}` : undefined;
};

export const defaultRule: Rule = ({ word, before: [previous = '', other], statement, at }) => {
  if (word === 'on' && statement.lexemes[at + 1]?.word === 'update')
    return 'leave ON UPDATE out, and create an AFTER UPDATE trigger';
  if (word !== '(' || other !== 'default') return undefined;
  if (/^current_/.test(previous)) return `write DEFAULT ${previous.toUpperCase()} without parentheses`;
  if (/^(?:now|getdate|sysdate)$/.test(previous)) return 'write DEFAULT CURRENT_TIMESTAMP';
  if (/uuid/.test(previous)) return 'write DEFAULT (lower(hex(randomblob(16))))';
  const call = textBetween(statement, at - 1, afterGroup(statement.lexemes, at));
  return `put the expression in parentheses: DEFAULT (${call})`;
};

export const columnRule: Rule = (stop) => {
  const { word, before, verb, statement, at } = stop;
  const [previous, other, third] = before;
  if (creates(stop, 'trigger')) {
    if (word === 'execute') return 'write the statements of the trigger between BEGIN and END';
    return word === 'end' ? 'end each statement of the trigger with a semicolon' : undefined;
  }
  if (verb !== 'alter' && !creates(stop, 'table')) return undefined;
  if (/^auto_?increment$/.test(word) || word === 'identity' || (word === 'as' && other === 'by'))
    return 'write INTEGER PRIMARY KEY AUTOINCREMENT';
  if (previous === '(' && other === 'enum') return insteadOfEnum(stop);
  if (word === 'comment') return 'write it as a comment of SQL: -- …';
  if (/^(?:=|engine|charset|collate|character)$/.test(word) || (word === 'default' && previous === ')'))
    return 'leave the options of MySQL out';
  if (previous === 'unique' && /^(?:key|index)$/.test(word)) {
    const { lexemes } = statement;
    const open = lexemes.findIndex((lexeme, index) => index > at && lexeme.word === '(');
    return open === -1
      ? undefined
      : `write UNIQUE ${textBetween(statement, open, afterGroup(lexemes, open))}`;
  }
  // KEY is read as the name of a column, and the name of the index as its type.
  if (/^(?:index|key|fulltext)$/.test(word) || (previous === '(' && third === 'key'))
    return 'create the index in a statement of its own: CREATE INDEX';
  return word === ')' && previous === ',' ? 'leave the last comma out' : undefined;
};

function creates({ statement: { lexemes } }: Stop, kind: string): boolean {
  return lexemes.slice(1, 4).some(({ word }) => word === kind);
}

/** ENUM is read as a type, whose arguments must be numbers. */
function insteadOfEnum({ statement, at }: Stop): string {
  const { lexemes } = statement;
  const column = lexemes[at - 3]?.name ?? '…';
  const values = textBetween(statement, at - 1, afterGroup(lexemes, at - 1));
  return `write ${sqlName(column)} TEXT CHECK (${sqlName(column)} IN ${values})`;
}
