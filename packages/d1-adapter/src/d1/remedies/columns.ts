// What to do if SQLite cannot add or drop a column.

import { type Statement, targetAt } from '@roostjs/internal-sql';
import { jsKey, jsText, type Remedy, rebuildCall, sqlName, textBetween } from './remedy.ts';

export const columnRemedies: readonly Remedy[] = [
  [
    /^Cannot add a NOT NULL column/,
    ({ statement }) => {
      const { text, lexemes } = statement;
      const words = lexemes.map(({ word }) => word);
      if (words.includes('references')) return 'leave NOT NULL out, and fill the column with an UPDATE';
      if (words.includes('default')) return 'give it a DEFAULT other than NULL';
      const end = lexemes.at(-1)?.end ?? text.length;
      return `give it a DEFAULT for the rows that exist: ${text.slice(lexemes[0]?.start, end)} DEFAULT ${emptyValue(added(statement)?.rest ?? '')}`;
    },
  ],
  [
    /^Cannot add a UNIQUE column/,
    ({ statement }) =>
      withAdded(
        statement,
        ({ table, column }) =>
          `leave UNIQUE out, and add CREATE UNIQUE INDEX ${sqlName(`idx_${table}_${column}`)} ON ${sqlName(table)} (${sqlName(column)}) after it`,
      ),
  ],
  [
    /^Cannot add a PRIMARY KEY column/,
    ({ statement }) =>
      withAdded(statement, ({ table }) =>
        rebuildCall(table, `create: ${jsText(`CREATE TABLE ${sqlName(table)} (…)`)}`),
      ),
  ],
  [
    /^(?:Cannot add a column with non-constant default|cannot add a STORED column)/,
    ({ statement }) =>
      withAdded(statement, ({ table, column, rest }) =>
        rebuildCall(table, `change: { add: { ${jsKey(column)}: ${jsText(rest)} } }`),
      ),
  ],
  [/^Cannot add a REFERENCES column/, () => 'leave its DEFAULT out, and fill the column with an UPDATE'],
  [
    /^error in (index|trigger|view) (.+?) after drop column/,
    (_, [, type = '', name = '']) =>
      `drop what uses the column before it: DROP ${type.toUpperCase()} ${sqlName(name)}`,
  ],
  [
    /^(?:error in table .+ after drop column|cannot drop (?:PRIMARY KEY|UNIQUE) column)/,
    ({ statement }) => {
      const { lexemes } = statement;
      const target = targetAt(lexemes, 2);
      const column = lexemes.at(-1)?.name;
      if (target === undefined || column === undefined) return undefined;
      return rebuildCall(target.name, `drop: [${jsText(column)}]`);
    },
  ],
];

type Added = { readonly table: string; readonly column: string; readonly rest: string };

function withAdded(statement: Statement, instead: (added: Added) => string): string | undefined {
  const found = added(statement);
  return found === undefined ? undefined : instead(found);
}

/** The column that ALTER TABLE adds, and its definition after the name. */
function added(statement: Statement): Added | undefined {
  const { lexemes } = statement;
  const target = targetAt(lexemes, 2);
  if (target === undefined || lexemes[target.next]?.word !== 'add') return undefined;
  const at = target.next + (lexemes[target.next + 1]?.word === 'column' ? 2 : 1);
  const column = lexemes[at]?.name;
  return column === undefined
    ? undefined
    : { table: target.name, column, rest: textBetween(statement, at + 1) };
}

/** A value that fits the affinity of a type: https://sqlite.org/datatype3.html#determination_of_column_affinity. */
function emptyValue(definition: string): string {
  const type = definition.replace(/\b(?:not|constraint|check|collate)\b.*$/is, '');
  if (/int/i.test(type)) return '0';
  if (type.trim() === '' || /char|clob|text/i.test(type)) return "''";
  return /blob/i.test(type) ? "x''" : '0';
}
