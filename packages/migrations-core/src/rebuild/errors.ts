// Errors of a table rebuild and of an assertion, before anything is recorded.
import { isRoostError, type NoDetails, type RoostError } from '@roostjs/internal-errors';
import { firstLine, nearestName } from '@roostjs/internal-sql';
import { fail, quoted } from '../errors.ts';

export function tableUnknown(table: string): RoostError<'REBUILD.TABLE_UNKNOWN', { readonly table: string }> {
  return fail({
    code: 'REBUILD.TABLE_UNKNOWN',
    message: `There is no table '${table}' to rebuild.`,
    hint: 'Name a table that sqlite_schema lists; drop and create views and virtual tables instead.',
    details: { table },
  });
}

/** What could not be read, what is expected there, and what is there. */
export type Unreadable = { readonly statement: string; readonly expected: string; readonly met: string };

export function definitionUnreadable(
  statement: string,
  expected: string,
  met: string,
): RoostError<'REBUILD.UNREADABLE', Unreadable> {
  return fail({
    code: 'REBUILD.UNREADABLE',
    message: `This statement cannot be read: expected ${expected}, but found '${met}': ${statement}`,
    hint: 'Write it as SQLite documents it: lang_createtable.html, lang_createindex.html, lang_createtrigger.html.',
    details: { statement, expected, met },
  });
}

export function isUnreadable(error: unknown): error is ReturnType<typeof definitionUnreadable> {
  return isRoostError(error) && error.code === 'REBUILD.UNREADABLE' && 'expected' in error.details;
}

/** `given`: the option whose text makes the definition unreadable. */
export function optionUnreadable(
  table: string,
  given: string,
  details: Unreadable,
): RoostError<'REBUILD.UNREADABLE', Unreadable & { readonly table: string }> {
  const { expected, met } = details;
  return fail({
    code: 'REBUILD.UNREADABLE',
    message: `Cannot rebuild '${table}': ${given} cannot be read: expected ${expected}, but found '${met}'.`,
    hint: 'Write it as in a CREATE TABLE statement: a text in single quotes, an expression of a default in parentheses.',
    details: { table, ...details },
  });
}

export function definitionMisread(
  table: string,
  read: readonly string[],
  known: readonly string[],
): RoostError<
  'REBUILD.UNREADABLE',
  { readonly table: string; readonly read: readonly string[]; readonly known: readonly string[] }
> {
  return fail({
    code: 'REBUILD.UNREADABLE',
    message: `The definition of '${table}' was read as having the columns ${quoted(read)}, but SQLite reports ${quoted(known)}.`,
    hint: 'Please report it with the CREATE TABLE text; nothing was changed.',
    details: { table, read, known },
  });
}

export function changeInvalid(
  table: string,
  problem: string,
): RoostError<'REBUILD.CHANGE_INVALID', { readonly table: string }> {
  return fail({
    code: 'REBUILD.CHANGE_INVALID',
    message: `Cannot rebuild '${table}': ${problem}.`,
    hint: 'Compare the requested change with the CREATE TABLE text in sqlite_schema.',
    details: { table },
  });
}

/** `option`: the one that names the column. `columns`: those that the table has. */
export function columnUnknown(
  table: string,
  column: string,
  option: string,
  columns: readonly string[],
): RoostError<'REBUILD.COLUMN_UNKNOWN', { readonly table: string; readonly column: string }> {
  const nearest = nearestName(column, columns);
  const hint =
    'rename and drop name columns of the old table; copy, change and the new names in rename name those of the new one.';
  return fail({
    code: 'REBUILD.COLUMN_UNKNOWN',
    message: `'${table}' has no column '${column}', which ${option} names.`,
    hint: nearest === undefined ? hint : `Did you mean '${nearest}'? ${hint}`,
    details: { table, column },
  });
}

export function columnUnfilled(
  table: string,
  column: string,
): RoostError<'REBUILD.COLUMN_UNFILLED', { readonly table: string; readonly column: string }> {
  return fail({
    code: 'REBUILD.COLUMN_UNFILLED',
    message: `The column '${column}' of '${table}' has no value for existing rows, and does not allow NULL.`,
    hint: `Give an expression over the old row: copy: { ${JSON.stringify(column)}: "''" }; or a DEFAULT.`,
    details: { table, column },
  });
}

export function columnsLost(
  table: string,
  columns: readonly string[],
): RoostError<'REBUILD.COLUMN_LOST', { readonly table: string; readonly columns: readonly string[] }> {
  return fail({
    code: 'REBUILD.COLUMN_LOST',
    message: `The new '${table}' would lose the values of ${quoted(columns)}.`,
    hint: `Name the columns to drop: drop: ${JSON.stringify(columns)}; or keep them with rename or copy.`,
    details: { table, columns },
  });
}

/** At least one dependant. */
export function dependantsBroken(
  table: string,
  columns: readonly string[],
  dependants: readonly string[],
): RoostError<
  'REBUILD.DEPENDANTS',
  { readonly table: string; readonly columns: readonly string[]; readonly dependants: readonly string[] }
> {
  return fail({
    code: 'REBUILD.DEPENDANTS',
    message: `'${table}' will no longer have ${quoted(columns)}, which these use: ${dependants.join(', ')}.`,
    hint:
      'Give each index, trigger and view its new text (or the same), or null to drop it: dependants: { name: … }. A foreign key ' +
      'needs its own table rebuilt first. To only rename a column, use ALTER TABLE … RENAME COLUMN, which changes all of them.',
    details: { table, columns, dependants },
  });
}

export function orphansFound(
  table: string,
  orphans: readonly { readonly table: string; readonly rows: number }[],
): RoostError<
  'REBUILD.ORPHANS',
  { readonly table: string; readonly orphans: readonly { readonly table: string; readonly rows: number }[] }
> {
  const listed = orphans.map((orphan) => `${orphan.rows} in '${orphan.table}'`).join(', ');
  return fail({
    code: 'REBUILD.ORPHANS',
    message: `'${table}' was not rebuilt, because rows already violate a foreign key: ${listed}.`,
    hint: 'PRAGMA foreign_key_check lists them: fix or delete them in a migration before this one.',
    details: { table, orphans },
  });
}

export function assertionInvalid(query: string, problem: string): RoostError<'ASSERTION.INVALID', NoDetails> {
  return fail({
    code: 'ASSERTION.INVALID',
    message: `This cannot be an assertion, because ${problem}: ${firstLine(query)}`,
    hint: 'Give one SELECT, VALUES or WITH … SELECT without bound values; a number of rows is an integer from 0 up.',
  });
}
