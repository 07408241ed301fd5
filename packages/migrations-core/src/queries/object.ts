// What a finding is about: the table, or its column, that SQLite's error or a plan names.
import { nameKey, type Statement } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { namesOf } from '../lint/trace/scans.ts';

/** The columns of each table and view, by name in lower case. */
export type Columns = ReadonlyMap<string, { readonly name: string; readonly columns: readonly string[] }>;

export async function readColumns(database: SqlDatabase): Promise<Columns> {
  const named = await database
    .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    .all<{ name: string }>();
  const found = new Map<string, { name: string; columns: readonly string[] }>();
  for (const { name } of named.results)
    found.set(nameKey(name), { name, columns: await columnsOf(database, name) });
  return found;
}

/** None of a view that refers to what is not there. */
async function columnsOf(database: SqlDatabase, name: string): Promise<readonly string[]> {
  const read = database.prepare('SELECT name FROM pragma_table_xinfo(?)').bind(name).all<{ name: string }>();
  return read.then(
    ({ results }) => results.map((column) => column.name),
    () => [],
  );
}

/** The table that has one of these names in a plan of the statement. */
export function tableInPlan(
  names: readonly string[],
  { lexemes }: Statement,
  columns: Columns,
): string | null {
  const known = names.flatMap((name) => namesOf(name, lexemes)).map((name) => columns.get(nameKey(name)));
  return known.find((table) => table !== undefined)?.name ?? null;
}

const tables: readonly RegExp[] = [
  /^no such (?:table|index|view): (?:main\.)?(.+)$/s,
  /^table (.+) has \d+ columns but \d+ values were supplied$/s,
  /^cannot modify (.+) because it is a view$/s,
  /^NOT NULL constraint failed: (.+)$/s,
];

/** What an error names, from the columns before and after the migrations; null if that is not certain. */
export function objectOfError(
  error: string,
  { lexemes }: Statement,
  before: Columns,
  after: Columns,
): string | null {
  const table = tables.map((pattern) => pattern.exec(error)?.[1]).find((name) => name !== undefined);
  if (table !== undefined) return table;
  const [, owner, missing] = /^table (.+) has no column named (.+)$/s.exec(error) ?? [];
  if (owner !== undefined) return `${owner}.${missing}`;
  const [, kind, name = ''] = /^(no such column|ambiguous column name): (.+)$/s.exec(error) ?? [];
  if (kind === undefined) return null;
  const changed = kind === 'no such column' ? lacking(before, after) : lacking(after, before);
  const named = new Set(lexemes.flatMap((lexeme) => nameKey(lexeme.name ?? '')));
  const alike = changed.filter(({ column }) => isNamed(column, name));
  const direct = alike.filter((one) => named.has(nameKey(one.table)));
  const [only, ...others] = direct.length > 0 ? direct : alike;
  return only === undefined || others.length > 0 ? null : `${only.table}.${only.column}`;
}

type Column = { readonly table: string; readonly column: string };

/** The columns that the other schema does not have. */
function lacking(columns: Columns, others: Columns): readonly Column[] {
  return [...columns].flatMap(([key, { name, columns: own }]) => {
    const kept = new Set(others.get(key)?.columns.map(nameKey));
    return own.filter((column) => !kept.has(nameKey(column))).map((column) => ({ table: name, column }));
  });
}

/** Whether SQLite's name of a column, which may begin with that of a table, is that of the column. */
function isNamed(column: string, name: string): boolean {
  return nameKey(name) === nameKey(column) || nameKey(name).endsWith(`.${nameKey(column)}`);
}
