// A primary key that is meant to number the rows, and stays NULL: https://sqlite.org/lang_createtable.html#rowid.
import { statementOf } from '@roostjs/internal-sql';
import { numberType } from '../sql/number-type.ts';
import { nameAfter } from '../trace/renames.ts';
import { type Column, type Table, tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { sqlName } from './wording.ts';

export function nullKey({ steps, start, end, direction }: MigrationTrace): readonly Observation[] {
  // What a down() creates again is as it was.
  if (direction === 'down') return [];
  return steps.flatMap((step, at) => {
    const { form, before, after } = step;
    if (form.kind !== 'create' || form.creation.kind !== 'table' || before === after) return [];
    const name = nameAfter(form.creation.name, steps.slice(at + 1));
    const table = name === null ? undefined : tableIn(end, name);
    const key = table === undefined ? undefined : nullKeyOf(table);
    const known = table === undefined ? undefined : tableIn(start, table.name);
    if (table === undefined || key === undefined || nullKeyOf(known)?.name === key.name) return [];
    return [
      {
        step,
        message: `'${key.name}' of '${table.name}' is NULL in every row that is inserted without it: ${key.type} PRIMARY KEY does not number the rows.`,
        suggestion: `CREATE TABLE ${sqlName(table.name)} (${sqlName(key.name)} INTEGER PRIMARY KEY, …);`,
        holdsAt: ({ schema, nameOf }) => nullKeyOf(tableIn(schema, nameOf(table.name))) !== undefined,
      },
    ];
  });
}

function nullKeyOf(table: Table | undefined): Column | undefined {
  if (table === undefined) return undefined;
  const [key, ...others] = table.columns.filter(({ primaryKey }) => primaryKey > 0);
  if (key === undefined || others.length > 0 || key.isNotNull || key.default !== null) return undefined;
  // A key of another type is filled by the code that inserts the row.
  if (!numberType.test(key.type) || numbersRows(table, key) || refusesNull(table)) return undefined;
  // The key of a row of another table comes from there.
  return table.foreignKeys.some(({ columns }) => columns.includes(key.name)) ? undefined : key;
}

/** Whether the column is the rowid; a key that is not has an index. */
function numbersRows({ indexes }: Table, { name, type }: Column): boolean {
  return (
    /^integer$/i.test(type) &&
    !indexes.some(({ isCreated, isUnique, columns }) => !isCreated && isUnique && columns[0] === name)
  );
}

/** Behind its columns, such a table says so; its key is NOT NULL. */
function refusesNull({ sql }: Table): boolean {
  const { lexemes } = statementOf(sql);
  const end = lexemes.findLastIndex(({ word }) => word === ')');
  return lexemes.slice(end).some(({ word }) => word === 'strict' || word === 'without');
}
