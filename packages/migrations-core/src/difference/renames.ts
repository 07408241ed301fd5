// Tables and columns that may have been renamed from one schema to another: who knows is asked, because a wrong guess
// loses data or moves it where it does not belong. Pure.
import { isSameName, nameInSql, nameKey } from '@roostjs/internal-sql';
import { type ColumnDefinition, isGenerated, type TableDefinition } from '../rebuild/parse-table.ts';
import { sameTokens } from '../rebuild/same-tokens.ts';
import type { Model } from './model.ts';
import { type DifferenceStep, statement } from './step.ts';

/** `table`: null for the rename of a table; for that of a column, as the table is called before it. */
export type Rename = { readonly table: string | null; readonly from: string; readonly to: string };

/** What may be renamed beyond what is decided. `likely`: what looks like it. */
export type RenameChoices = { readonly possible: readonly Rename[]; readonly likely: readonly Rename[] };

export function renameChoices(from: Model, to: Model, decided: readonly Rename[]): RenameChoices {
  const tables = pairsOf(
    [...from.tables.values()].filter(({ name }) => !to.tables.has(nameKey(name.name))),
    [...to.tables.values()].filter(({ name }) => !from.tables.has(nameKey(name.name))),
    ({ name }) => name.name,
    decided.filter(({ table }) => table === null),
  ).map(([old, now]) => ({
    rename: { table: null, from: old.name.name, to: now.name.name },
    isLikely: areAlike(old, now),
  }));
  const columns = sharedTables(from, to, decided).flatMap(([old, now]) => columnChoices(old, now, decided));
  const all = [...tables, ...columns];
  return {
    possible: all.map(({ rename }) => rename),
    likely: all.filter(({ isLikely }) => isLikely).map(({ rename }) => rename),
  };
}

type Choice = { readonly rename: Rename; readonly isLikely: boolean };

function columnChoices(
  old: TableDefinition,
  now: TableDefinition,
  decided: readonly Rename[],
): readonly Choice[] {
  const table = old.name.name;
  const own = decided.filter((rename) => rename.table !== null && isSameName(rename.table, table));
  const without = (these: TableDefinition, those: TableDefinition): readonly ColumnDefinition[] =>
    these.columns.filter(({ name }) => !hasColumn(those, name.name));
  return pairsOf(without(old, now), without(now, old), ({ name }) => name.name, own).map(([one, other]) => ({
    rename: { table, from: one.name.name, to: other.name.name },
    isLikely: isAlike(old, one, now, other),
  }));
}

/** Every pair of which neither is in a rename that is decided. */
function pairsOf<T>(
  gone: readonly T[],
  added: readonly T[],
  nameOf: (one: T) => string,
  decided: readonly Rename[],
): readonly (readonly [T, T])[] {
  const isFree = (side: 'from' | 'to') => (one: T) =>
    !decided.some((rename) => isSameName(rename[side], nameOf(one)));
  const free = added.filter(isFree('to'));
  return gone.filter(isFree('from')).flatMap((one) => free.map((other) => [one, other] as const));
}

function sharedTables(
  from: Model,
  to: Model,
  decided: readonly Rename[],
): readonly (readonly [TableDefinition, TableDefinition])[] {
  return [...from.tables].flatMap(([key, old]) => {
    const renamed = decided.find((rename) => rename.table === null && isSameName(rename.from, key));
    const now = to.tables.get(renamed === undefined ? key : nameKey(renamed.to));
    return now === undefined ? [] : [[old, now] as const];
  });
}

/** Whether at least half of the columns of the smaller one are in the other. */
function areAlike(one: TableDefinition, other: TableDefinition): boolean {
  const shared = one.columns.filter((column) =>
    other.columns.some(
      (candidate) =>
        isSameName(candidate.name.name, column.name.name) && isAlike(one, column, other, candidate),
    ),
  );
  return 2 * shared.length >= Math.min(one.columns.length, other.columns.length);
}

function isAlike(
  one: TableDefinition,
  column: ColumnDefinition,
  other: TableDefinition,
  candidate: ColumnDefinition,
): boolean {
  if (isGenerated(column) || isGenerated(candidate)) return false;
  const typeOf = ({ sql }: TableDefinition, { type }: ColumnDefinition): string =>
    sql.slice(type.start, type.end);
  return sameTokens(typeOf(one, column), typeOf(other, candidate));
}

function hasColumn({ columns }: TableDefinition, name: string): boolean {
  return columns.some((column) => isSameName(column.name.name, name));
}

/** Columns first, while their tables have the old names. */
export function renameSteps(renames: readonly Rename[]): readonly DifferenceStep[] {
  const columns = renames.filter(({ table }) => table !== null);
  const tables = renames.filter(({ table }) => table === null);
  return [...columns, ...tables].map(({ table, from, to }) =>
    statement(
      table === null
        ? `ALTER TABLE ${nameInSql(from)} RENAME TO ${nameInSql(to)}`
        : `ALTER TABLE ${nameInSql(table)} RENAME COLUMN ${nameInSql(from)} TO ${nameInSql(to)}`,
    ),
  );
}

/** What undoes renames, as steps in their order; a column is named with the table as it is called after them. */
export function undone(renames: readonly Rename[]): {
  readonly renames: readonly Rename[];
  readonly steps: readonly DifferenceStep[];
} {
  const back = renames.map(({ table, from, to }) => ({ table, from: to, to: from }));
  const [tables, columns] = [
    back.filter(({ table }) => table === null),
    back.filter(({ table }) => table !== null),
  ];
  return { renames: back, steps: [...renameSteps(tables), ...renameSteps(columns)] };
}

export function isSameRename(one: Rename, other: Rename): boolean {
  const isSameTable =
    one.table === null || other.table === null
      ? one.table === other.table
      : isSameName(one.table, other.table);
  return isSameTable && isSameName(one.from, other.from) && isSameName(one.to, other.to);
}
