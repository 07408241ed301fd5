// What keeps a migration from having a down(): values that are gone, and that no other value can replace in every row.
// Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { mentionedColumns } from '../rebuild/definition-edits.ts';
import type { Constraint, ConstraintKind } from '../rebuild/parse-constraint.ts';
import {
  allConstraints,
  type ColumnDefinition,
  isGenerated,
  type TableDefinition,
} from '../rebuild/parse-table.ts';
import { columnsMissingIn, isSame, type Model } from './model.ts';

/** `before`, `after`: around the migration. `end`: after all that are planned with it. A clause, or null. */
export function obstacleTo(before: Model, after: Model, end: Model): string | null {
  const changed = [...before.tables].flatMap(([key, table]) => {
    const now = after.tables.get(key);
    return now === undefined || isSame(table, now, before) ? [] : [{ table, now }];
  });
  const named = (columns: (table: TableDefinition, now: TableDefinition) => readonly string[]): string => {
    const all = changed.flatMap(({ table, now }) =>
      columns(table, now).map((column) => `'${table.name.name}.${column}'`),
    );
    return [...new Set(all)].join(', ');
  };
  const values = named((table, now) => [...unfillable(before, table, now), ...computed(table, now)]);
  const parents = named((table, now) => orphaned(table, now, end));
  const clauses = [
    ...(values === '' ? [] : [`the values of ${values} are gone, and no other fits every row`]),
    ...(parents === '' ? [] : [`the rows to which ${parents} refers are gone`]),
  ];
  return clauses.length === 0 ? null : clauses.join('; ');
}

function unfillable(schema: Model, table: TableDefinition, now: TableDefinition): readonly string[] {
  return columnsMissingIn(table, now).filter(
    (name) => getsValue(table, name) && isRestricted(schema, table, name),
  );
}

/** The columns that are computed now: what they held is gone, and what is computed may not fit. */
function computed(table: TableDefinition, now: TableDefinition): readonly string[] {
  const isComputed = (name: string): boolean =>
    now.columns.some((column) => isGenerated(column) && isSameName(column.name.name, name));
  return table.columns
    .filter((column) => !isGenerated(column) && isComputed(column.name.name))
    .map(({ name }) => name.name);
}

/** Whether a column that comes back has its default or an empty value in every row, and not NULL. */
function getsValue(table: TableDefinition, name: string): boolean {
  const column = table.columns.find((one) => one.name.name === name);
  if (column === undefined || isGenerated(column)) return false;
  return !allowsNull(table, column) || hasValue(table, column);
}

/** Whether not every value fits: it is in a key, unique, checked or a reference. */
function isRestricted(schema: Model, table: TableDefinition, name: string): boolean {
  const kinds: readonly ConstraintKind[] = ['primary key', 'unique', 'references', 'foreign key', 'check'];
  const isIn = (constraint: Constraint): boolean => kinds.includes(constraint.kind);
  const own = table.columns.find((one) => one.name.name === name)?.constraints ?? [];
  return (
    own.some(isIn) ||
    mentionedColumns(table, table.constraints.filter(isIn)).some((one) => isSameName(one.name, name)) ||
    [...schema.indexes.values()].some(
      (index) =>
        isSameName(index.table, table.name.name) &&
        /^create\s+unique/i.test(index.sql) &&
        index.referencedNames.has(nameKey(name)),
    )
  );
}

function allowsNull(table: TableDefinition, { name, constraints }: ColumnDefinition): boolean {
  const keys = table.constraints.filter(({ kind }) => kind === 'primary key');
  const isKey = keys.some(({ columns }) => columns.some((one) => isSameName(one.name, name.name)));
  return !isKey && !constraints.some(({ kind }) => kind === 'not null' || kind === 'primary key');
}

function hasValue({ sql }: TableDefinition, { constraints }: ColumnDefinition): boolean {
  const value = constraints.find(({ kind }) => kind === 'default')?.expression;
  return value !== undefined && !/^\(?\s*null\s*\)?$/i.test(sql.slice(value.start, value.end));
}

/** The columns that would refer again to a table whose rows are gone. */
function orphaned(table: TableDefinition, now: TableDefinition, end: Model): readonly string[] {
  const isLost = (constraint: Constraint): boolean =>
    constraint.references !== undefined && !end.tables.has(nameKey(constraint.references.table.name));
  const isStillThere = (name: string): boolean =>
    now.columns.some((column) => isSameName(column.name.name, name));
  const own = table.columns
    .filter(({ constraints }) => constraints.some(isLost))
    .map(({ name }) => name.name);
  const listed = allConstraints(table)
    .filter(isLost)
    .flatMap(({ columns }) => columns.map(({ name }) => name));
  return [...own, ...listed].filter(isStillThere);
}
