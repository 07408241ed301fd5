// What two definitions of a table differ in. Pure.
import { comparableSql, nameKey } from '@roostjs/internal-sql';
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

function uniqueEffects(old: TableWithIndexes, now: TableWithIndexes): readonly Effect[] {
  const name = now.definition.name.name;
  const [before, after] = [uniqueKeysOf(old), uniqueKeysOf(now)];
  const columns = new Set(old.definition.columns.map((column) => nameKey(column.name.name)));
  const free = now.definition.columns
    .filter((column) => !columns.has(nameKey(column.name.name)) && isNullByDefault(column))
    .map((column) => nameKey(column.name.name));
  return [
    ...before
      .filter(({ form }) => !after.some((key) => key.form === form))
      .map(({ form }) => contracts(name, `is no longer unique by ${form}, on which an upsert may rely`)),
    ...after
      .filter(({ form }) => !before.some((key) => key.form === form))
      .map((key) =>
        key.columns?.some((column) => free.includes(column))
          ? expands(name, `is unique by ${key.form}`)
          : contracts(name, `must be unique by ${key.form}`),
      ),
  ];
}

const compared: readonly ConstraintKind[] = ['check', 'references', 'foreign key'];

function constraintEffects(before: TableDefinition, after: TableDefinition): readonly Effect[] {
  const name = after.name.name;
  const [old, now] = [constraintsOf(before), constraintsOf(after)];
  const newColumns = new Set(after.columns.map((column) => nameKey(column.name.name)));
  for (const column of before.columns) newColumns.delete(nameKey(column.name.name));
  return [
    ...[...old].filter(([form]) => !now.has(form)).map(([form, one]) => goneConstraint(name, form, one)),
    ...[...now]
      .filter(([form]) => !old.has(form))
      .map(([form, one]) =>
        newColumns.has(one.on) ? expands(name, `checks ${form}`) : contracts(name, `checks ${form}`),
      ),
  ];
}

// A foreign key that acted is missed by the code that relied on the action.
function goneConstraint(name: string, form: string, { acts }: OwnConstraint): Effect {
  return acts ? contracts(name, `no longer acts by ${form}`) : expands(name, `no longer checks ${form}`);
}

type OwnConstraint = { /** The column that has it, or empty. */ readonly on: string; readonly acts: boolean };

/** By their text, with the column first for those of a column. */
function constraintsOf(table: TableDefinition): ReadonlyMap<string, OwnConstraint> {
  const ofColumns = table.columns.flatMap((column) =>
    column.constraints.map(
      (one) => [columnForm(table, column, one), one, nameKey(column.name.name)] as const,
    ),
  );
  const ofTable = table.constraints.map((one) => [textOf(table, one), one, ''] as const);
  return new Map(
    [...ofColumns, ...ofTable]
      .filter(([, { kind }]) => compared.includes(kind))
      .map(([form, , on]) => [form, { on, acts: /\bon (?:delete|update) (?:cascade|set)\b/.test(form) }]),
  );
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
