// What to do about rows that a constraint forbids.

import { creationOf, type Statement } from '@roostjs/internal-sql';
import { afterGroup, type Remedy, sqlName, textBetween, untilComma } from './remedy.ts';

export const rowRemedies: readonly Remedy[] = [
  [
    /^UNIQUE constraint failed: (.+)$/,
    ({ statement }) => {
      const query = duplicatesQuery(statement);
      if (query !== undefined) return `merge or delete the duplicates that this shows before it: ${query}`;
      return statement.verb === 'insert' || statement.verb === 'replace'
        ? 'leave out the rows that exist, or write INSERT OR IGNORE, or ON CONFLICT … DO UPDATE'
        : undefined;
    },
  ],
  [
    /^FOREIGN KEY constraint failed$/,
    ({ statement: { verb } }) => {
      if (verb === 'drop')
        return 'drop or change the tables that refer to it first, or change this one with rebuildTable, which keeps them';
      if (verb === 'delete') return 'delete or change the rows that refer to it first';
      if (verb === 'insert' || verb === 'replace') return 'insert the row that it refers to first';
      return 'let each foreign key refer to a row that is there when the migration ends';
    },
  ],
  [
    /^NOT NULL constraint failed: (?:.+\.)?(.+)$/,
    ({ statement: { verb } }, [, column = '']) =>
      verb === 'insert' || verb === 'replace' ? `give ${sqlName(column)} a value` : undefined,
  ],
  [
    /^foreign key mismatch - "(.+)" referencing "(.+)"$/,
    (_, [, , parent = '']) =>
      `give the columns of ${sqlName(parent)} that it refers to a PRIMARY KEY or a UNIQUE index`,
  ],
];

/** The query that shows which rows a unique index cannot have. */
function duplicatesQuery(statement: Statement): string | undefined {
  const creation = creationOf(statement);
  const { lexemes } = statement;
  const on = lexemes.findIndex(({ word }, at) => at >= (creation?.next ?? 0) && word === 'on');
  const [table, open] = [lexemes[on + 1]?.name, on + 2];
  if (creation?.kind !== 'index' || table === undefined || lexemes[open]?.word !== '(') return undefined;
  const close = afterGroup(lexemes, open) - 1;
  const columns: string[] = [];
  for (let at = open + 1; at < close; ) {
    const end = Math.min(untilComma(lexemes, at), close);
    const isOrdered = /^(?:asc|desc)$/.test(lexemes[end - 1]?.word ?? '');
    columns.push(textBetween(statement, at, isOrdered ? end - 1 : end));
    at = end + 1;
  }
  const where = lexemes[close + 1]?.word === 'where' ? ` ${textBetween(statement, close + 1)}` : '';
  // To a unique index, NULLs differ.
  const given = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const list = columns.join(', ');
  return `SELECT ${list}, count(*) FROM ${sqlName(table)}${where} GROUP BY ${list} HAVING count(*) > 1 AND ${given}`;
}
