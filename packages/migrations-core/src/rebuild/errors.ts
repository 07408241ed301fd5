// What a rebuild of a table and an assertion refuse before anything is recorded.
import type { NoDetails, RoostError } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import { fail, quoted } from '../errors.ts';

export function tableUnknown(table: string): RoostError<'REBUILD.TABLE_UNKNOWN', { readonly table: string }> {
  return fail({
    code: 'REBUILD.TABLE_UNKNOWN',
    message: `There is no table '${table}' that could be rebuilt.`,
    hint: 'Name a table that sqlite_schema lists; views and virtual tables are dropped and created again instead.',
    details: { table },
  });
}

export function definitionUnreadable(
  statement: string,
  expected: string,
  met: string,
): RoostError<
  'REBUILD.UNREADABLE',
  { readonly statement: string; readonly expected: string; readonly met: string }
> {
  return fail({
    code: 'REBUILD.UNREADABLE',
    message: `This cannot be read, because ${expected} was expected where it says '${met}': ${statement}`,
    hint: 'Write it as SQLite documents it: lang_createtable.html, lang_createindex.html, lang_createtrigger.html.',
    details: { statement, expected, met },
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
    message: `The definition of '${table}' was read to have the columns ${quoted(read)}, and SQLite says ${quoted(known)}.`,
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
    message: `'${table}' cannot be rebuilt so: ${problem}.`,
    hint: 'Compare what is asked for with the CREATE TABLE text in sqlite_schema.',
    details: { table },
  });
}

export function columnUnknown(
  table: string,
  column: string,
): RoostError<'REBUILD.COLUMN_UNKNOWN', { readonly table: string; readonly column: string }> {
  return fail({
    code: 'REBUILD.COLUMN_UNKNOWN',
    message: `'${table}' has no column '${column}'.`,
    hint: 'rename and drop name columns of the old table; what a column is renamed to, copy and change name those of the new one.',
    details: { table, column },
  });
}

export function columnUnfilled(
  table: string,
  column: string,
): RoostError<'REBUILD.COLUMN_UNFILLED', { readonly table: string; readonly column: string }> {
  return fail({
    code: 'REBUILD.COLUMN_UNFILLED',
    message: `Nothing says what the column '${column}' of '${table}' holds in the rows that are there, and it takes no NULL.`,
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
    message: `The new '${table}' would lose what is in ${quoted(columns)}.`,
    hint: `Name what is to go: drop: ${JSON.stringify(columns)}; or keep it with rename or copy.`,
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
    message: `'${table}' will not have ${quoted(columns)} any more, which these name: ${dependants.join(', ')}.`,
    hint:
      'Give each index, trigger and view its new text (or the same), or null to drop it: dependants: { name: … }. A foreign key ' +
      'needs its own table rebuilt first. A mere renaming is done by ALTER TABLE … RENAME COLUMN, which changes all of them.',
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
    message: `'${table}' was not rebuilt, because rows point to nothing already: ${listed}.`,
    hint: 'PRAGMA foreign_key_check lists them: mend or delete them in a migration before this one.',
    details: { table, orphans },
  });
}

export function assertionInvalid(query: string, problem: string): RoostError<'ASSERTION.INVALID', NoDetails> {
  return fail({
    code: 'ASSERTION.INVALID',
    message: `An assertion cannot be made of this, because ${problem}: ${firstLine(query)}`,
    hint: 'Give one SELECT, VALUES or WITH … SELECT without values to bind; a number of rows is a whole one from 0 up.',
  });
}
