// What to do about a name that does not exist, or exists already.

import { identifiersIn, isSameName, nameKey, nearestName } from '@roostjs/internal-sql';
import { type FailedText, type Remedy, sqlName } from './remedy.ts';

export const nameRemedies: readonly Remedy[] = [
  [
    /^no such column: "?(.+?)"?(?: - should this be a string literal in single-quotes\?)?$/,
    ({ statement, schema }, [, name = '']) => {
      const column = name.split('.').at(-1) ?? name;
      const mentioned = identifiersIn(statement.text);
      const tables = schema?.named('table').filter((table) => mentioned.has(nameKey(table))) ?? [];
      const near =
        schema &&
        nearestName(
          column,
          tables.flatMap((table) => schema.columnsOf(table)),
        );
      if (near !== undefined) return `write ${sqlName(near)}, the column with the nearest name`;
      // In double quotes, or in the backquotes of MySQL, it is a name.
      const isQuoted = statement.lexemes.some((lexeme) => lexeme.kind === 'quoted' && lexeme.name === column);
      return isQuoted ? 'put a text in single quotes' : undefined;
    },
  ],
  [
    /^table (.+) has no column named (.+)$/,
    ({ schema }, [, table = '', column = '']) =>
      written('column', schema && nearestName(column, schema.columnsOf(table))),
  ],
  [/^no such (table|index|view|trigger): (?:main\.)?(.+)$/, missing],
  [/^no such collation sequence: /, () => 'use COLLATE NOCASE, RTRIM or BINARY, or leave COLLATE out'],
  [
    /^(?:table|view|index|trigger) .+ already exists$|^there is already /,
    ({ statement }) =>
      statement.verb === 'create' ? 'choose another name, or leave the statement out' : 'choose another name',
  ],
  [
    /^duplicate column name: /,
    ({ statement }) =>
      statement.verb === 'alter'
        ? 'leave it out, since the column exists'
        : 'give each column a name of its own',
  ],
  [/^object name reserved for internal use: /, () => 'choose a name that does not begin with sqlite_'],
  [
    /^unknown database "?(.+?)"?$/,
    (_, [, schema = '']) => `leave ${schema} and its dot out, since a D1 database has no other schema`,
  ],
];

function missing(
  { statement, schema }: FailedText,
  [, kind = '', name = '']: readonly (string | undefined)[],
): string | undefined {
  if (schema === undefined) return undefined;
  const names = schema.named(kind);
  const near = nearestName(name, names);
  if (near !== undefined) return written(kind, near);
  // It may be another statement, such as that of a trigger, that does not find it.
  if (names.some((one) => isSameName(one, name))) return undefined;
  return statement.verb === 'drop' ? 'leave it out, or write IF EXISTS' : `create the ${kind} before it`;
}

function written(kind: string, near: string | undefined): string | undefined {
  return near === undefined ? undefined : `write ${sqlName(near)}, the ${kind} with the nearest name`;
}
