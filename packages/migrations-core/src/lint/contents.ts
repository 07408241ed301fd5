// What each table holds of the rows that were there before the migration, followed through its statements.
import type { Lexeme } from '@roostjs/internal-sql';
import type { Course, Step } from './course.ts';
import { type Schema, tableIn } from './schema.ts';

export type Contents = {
  /** Tables of the beginning whose rows stand here, all of them. */
  readonly rowsOf: ReadonlySet<string>;
  /** Columns that the migration found, by the names that they have now. */
  readonly oldColumns: ReadonlySet<string>;
  /** Whether it has the rows of the beginning, or the migration has put some in. */
  readonly mayHoldRows: boolean;
};

/** By lower-case name of the table, as do all sets of names here. */
export type Holdings = ReadonlyMap<string, Contents>;

const nothing: Contents = { rowsOf: new Set(), oldColumns: new Set(), mayHoldRows: false };

/** The holdings before each step of the course, in the order of the steps. */
export function holdingsOf({ earlier, start, steps }: Course): ReadonlyMap<Step, Holdings> {
  let holdings: Holdings = new Map(
    [...start.tables.keys()].map((name) => [name, foundContents(name, earlier)]),
  );
  const before = new Map<Step, Holdings>();
  for (const step of steps) {
    before.set(step, holdings);
    if (step.complaint === null) holdings = after(step, holdings);
  }
  return before;
}

/** What a down() finds of its own up() may hold rows, and nothing that was there before it. */
function foundContents(name: string, earlier: Schema): Contents {
  const columns = tableIn(earlier, name)?.columns.map((column) => column.name.toLowerCase());
  if (columns === undefined) return { ...nothing, mayHoldRows: true };
  return { rowsOf: new Set([name]), oldColumns: new Set(columns), mayHoldRows: true };
}

/** Tables of the beginning that stood in this table and nowhere else. */
export function onlyIn(holdings: Holdings, table: string): readonly string[] {
  const name = table.toLowerCase();
  const elsewhere = [...holdings].filter(([other]) => other !== name).map(([, { rowsOf }]) => rowsOf);
  return [...(holdings.get(name)?.rowsOf ?? [])].filter((row) => !elsewhere.some((rows) => rows.has(row)));
}

function after({ form, before }: Step, holdings: Holdings): Holdings {
  switch (form.kind) {
    case 'create':
      if (!/table$/.test(form.creation.kind) || tableIn(before, form.creation.name) !== undefined)
        return holdings;
      return set(holdings, form.creation.name, selected(nothing, form.source, holdings));
    case 'insert':
      return change(holdings, form.table, (contents) =>
        selected({ ...contents, mayHoldRows: true }, form.source, holdings),
      );
    case 'drop':
      return form.object === 'table' ? without(holdings, form.name) : holdings;
    case 'delete':
      if (!form.isAll) return holdings;
      return change(holdings, form.table, (contents) => ({
        ...contents,
        rowsOf: new Set(),
        mayHoldRows: false,
      }));
    case 'rename-table': {
      const contents = holdings.get(form.table.toLowerCase()) ?? nothing;
      return set(without(holdings, form.table), form.to, contents);
    }
    case 'rename-column':
      return changeColumns(holdings, form.table, (name) =>
        name === form.from.toLowerCase() ? form.to.toLowerCase() : name,
      );
    case 'drop-column':
      return changeColumns(holdings, form.table, (name) =>
        name === form.column.toLowerCase() ? undefined : name,
      );
    default:
      return holdings;
  }
}

function selected(contents: Contents, source: readonly Lexeme[], holdings: Holdings): Contents {
  const rows = copiedWhole(source).flatMap((name) => [...(holdings.get(name)?.rowsOf ?? [])]);
  return {
    ...contents,
    rowsOf: new Set([...contents.rowsOf, ...rows]),
    mayHoldRows: contents.mayHoldRows || source.length > 0,
  };
}

const thinning: ReadonlySet<string> = new Set([
  'where',
  'limit',
  'group',
  'having',
  'distinct',
  'intersect',
  'except',
  'inner',
  'cross',
]);

/** The tables that a SELECT takes every row of; none where something in it may leave rows out. */
export function copiedWhole(source: readonly Lexeme[]): readonly string[] {
  const outer = atTop(source);
  if (outer.some(({ word }, at) => thinning.has(word) && !isUpsert(outer, at))) return [];
  const isPlainJoin = outer.some(
    ({ word }, at) => word === 'join' && !/^(?:left|outer)$/.test(outer[at - 1]?.word ?? ''),
  );
  if (isPlainJoin) return [];
  return outer.flatMap(({ word }, at) => {
    if (word !== 'from') return [];
    const isQualified = outer[at + 2]?.word === '.';
    const name = outer[at + (isQualified ? 3 : 1)]?.name;
    return name === undefined ? [] : [name.toLowerCase()];
  });
}

/** What stands outside of parentheses. */
function atTop(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  let depth = 0;
  return lexemes.filter(({ word }) => {
    if (word === ')') depth -= 1;
    const isOuter = depth === 0 && word !== ')';
    if (word === '(') depth += 1;
    return isOuter && word !== '(';
  });
}

/** SQLite wants `WHERE true` between a SELECT and ON CONFLICT (https://sqlite.org/lang_upsert.html). */
function isUpsert(source: readonly Lexeme[], at: number): boolean {
  return source[at]?.word === 'where' && /^(?:true|1)$/.test(source[at + 1]?.word ?? '');
}

function set(holdings: Holdings, table: string, contents: Contents): Holdings {
  return new Map([...holdings, [table.toLowerCase(), contents]]);
}

function without(holdings: Holdings, table: string): Holdings {
  return new Map([...holdings].filter(([name]) => name !== table.toLowerCase()));
}

function change(holdings: Holdings, table: string, to: (contents: Contents) => Contents): Holdings {
  const contents = holdings.get(table.toLowerCase());
  return contents === undefined ? holdings : set(holdings, table, to(contents));
}

function changeColumns(
  holdings: Holdings,
  table: string,
  nameOf: (name: string) => string | undefined,
): Holdings {
  return change(holdings, table, (contents) => ({
    ...contents,
    oldColumns: new Set([...contents.oldColumns].flatMap((name) => nameOf(name) ?? [])),
  }));
}
