// What two definitions of a table differ in. Pure.
import { comparableSql, identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { Constraint, ConstraintKind } from '../rebuild/parse-constraint.ts';
import {
  allConstraints,
  type ColumnDefinition,
  primaryKeyOf,
  type TableDefinition,
} from '../rebuild/parse-table.ts';
import { columnEffects } from './columns.ts';
import { contracts, type Effect, expands } from './effect.ts';
import { isNullByDefault, type TableWithIndexes, uniqueKeysOf } from './unique-keys.ts';

export function compareTables(old: TableWithIndexes, now: TableWithIndexes): readonly Effect[] {
  const [before, after] = [old.definition, now.definition];
  return [
    ...columnEffects(before, after),
    ...keyEffects(before, after),
    ...uniqueEffects(old, now),
    ...constraintEffects(before, after),
    ...optionEffects(before, after),
  ];
}

function keyEffects(before: TableDefinition, after: TableDefinition): readonly Effect[] {
  const name = after.name.name;
  const [old, now] = [before, after].map((table) => primaryKeyOf(table).map(nameKey).join(', '));
  if (old !== now) return [contracts(name, 'has another primary key')];
  const [counted, counts] = [before, after].map((table) =>
    allConstraints(table).some((one) => one.autoincrement),
  );
  if (counted === counts) return [];
  return counts ? [expands(name, 'never gives an id twice')] : [contracts(name, 'may give an id twice')];
}

// What a column that is new or gone has of its own goes without saying.
function uniqueEffects(old: TableWithIndexes, now: TableWithIndexes): readonly Effect[] {
  const name = now.definition.name.name;
  const [before, after] = [uniqueKeysOf(old), uniqueKeysOf(now)];
  const [gone, added] = differentColumns(old.definition, now.definition);
  const free = added.filter(isNullByDefault).map(keyOfColumn);
  const goneKeys = gone.map(keyOfColumn);
  const mentions = (columns: readonly string[] | null, some: readonly string[]): boolean =>
    columns?.some((column) => some.includes(column)) ?? false;
  return [
    ...before
      .filter(({ form, columns }) => !after.some((key) => key.form === form) && !mentions(columns, goneKeys))
      .map(({ form }) => contracts(name, `is no longer unique by ${form}, on which an upsert may rely`)),
    ...after
      .filter(({ form, columns }) => !before.some((key) => key.form === form) && !mentions(columns, free))
      .map(({ form }) => contracts(name, `must be unique by ${form}`)),
  ];
}

const compared: readonly ConstraintKind[] = ['check', 'references', 'foreign key'];

function constraintEffects(before: TableDefinition, after: TableDefinition): readonly Effect[] {
  const name = after.name.name;
  const [old, now] = [constraintsOf(before), constraintsOf(after)];
  const [gone, added] = differentColumns(before, after).map((columns) => columns.map(keyOfColumn));
  const isGone = ({ on }: OwnConstraint): boolean => on.some((column) => gone?.includes(column));
  const isAdded = ({ on }: OwnConstraint): boolean =>
    on.length > 0 && on.every((column) => added?.includes(column));
  return [
    ...[...old]
      .filter(([form, one]) => !now.has(form) && !isGone(one))
      .map(([form, one]) => goneConstraint(name, form, one)),
    ...[...now]
      .filter(([form, one]) => !old.has(form) && !isAdded(one))
      .map(([form]) => contracts(name, `checks ${form}`)),
  ];
}

// A foreign key that acted is missed by the code that relied on the action.
function goneConstraint(name: string, form: string, { acts }: OwnConstraint): Effect {
  return acts ? contracts(name, `no longer acts by ${form}`) : expands(name, `no longer checks ${form}`);
}

type OwnConstraint = {
  /** The columns of the table that it names, in lower case. */
  readonly on: readonly string[];
  readonly acts: boolean;
};

/** By their text, with the column first for those of a column. */
function constraintsOf(table: TableDefinition): ReadonlyMap<string, OwnConstraint> {
  const columns = table.columns.map(keyOfColumn);
  const ofColumns = table.columns.flatMap((column) =>
    column.constraints.map((one) => [columnForm(table, column, one), one.kind] as const),
  );
  const ofTable = table.constraints.map((one) => [textOf(table, one), one.kind] as const);
  return new Map(
    [...ofColumns, ...ofTable]
      .filter(([, kind]) => compared.includes(kind))
      .map(([form, kind]) => {
        const named = identifiersIn(kind === 'check' ? form : (form.split(' references ')[0] ?? ''));
        const acts = /\bon (?:delete|update) (?:cascade|set)\b/.test(form);
        return [form, { on: columns.filter((column) => named.has(column)), acts }];
      }),
  );
}

/** The columns that only the old definition has, and those that only the new one has. */
function differentColumns(
  before: TableDefinition,
  after: TableDefinition,
): readonly [gone: readonly ColumnDefinition[], added: readonly ColumnDefinition[]] {
  const [old, now] = [before, after].map(({ columns }) => new Set(columns.map(keyOfColumn)));
  return [
    before.columns.filter((column) => !now?.has(keyOfColumn(column))),
    after.columns.filter((column) => !old?.has(keyOfColumn(column))),
  ];
}

function keyOfColumn({ name }: ColumnDefinition): string {
  return nameKey(name.name);
}

function columnForm(table: TableDefinition, { name }: ColumnDefinition, one: Constraint): string {
  const text = textOf(table, one);
  return one.kind === 'check' ? text : `foreign key ( ${comparableSql(name.name)} ) ${text}`;
}

/** Without the name after CONSTRAINT. */
function textOf({ sql }: TableDefinition, { start, end, name }: Constraint): string {
  return comparableSql(sql.slice(name?.end ?? start, end));
}

function optionEffects(before: TableDefinition, after: TableDefinition): readonly Effect[] {
  const name = after.name.name;
  return [
    ...(after.strict && !before.strict ? [contracts(name, 'is STRICT')] : []),
    ...(before.strict && !after.strict ? [expands(name, 'is no longer STRICT')] : []),
    ...(after.withoutRowid && !before.withoutRowid ? [contracts(name, 'has no rowid')] : []),
    ...(before.withoutRowid && !after.withoutRowid ? [expands(name, 'has a rowid')] : []),
  ];
}
