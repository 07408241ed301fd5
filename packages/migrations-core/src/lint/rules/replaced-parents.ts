// What happens to the rows that refer to a row that is replaced, or whose key is changed.
import { isSameName, type Lexeme, nameKey } from '@roostjs/internal-sql';
import {
  childrenOf,
  type ForeignKey,
  hasConflictClause,
  type Schema,
  type Table,
  tableIn,
} from '../trace/schema.ts';
import type { ContentsByTable } from '../trace/table-contents.ts';
import type { Observation, Step } from '../trace/trace.ts';
import {
  effectText,
  type ForeignKeyEffect,
  hasAction,
  ignoresAll,
  isGuarded,
  referringTo,
} from './foreign-key-actions.ts';
import { rebuildAs } from './rebuild-offer.ts';
import { listed, sqlName } from './wording.ts';

/** REPLACE deletes the conflicting row, and foreign keys act on that: https://sqlite.org/lang_conflict.html. */
export function replacedParent(step: Step, tables: ContentsByTable): readonly Observation[] {
  const { before } = step;
  const parent = parentOf(step, tables);
  if (parent === undefined || !replaces(step, parent)) return [];
  const effects = effectsOn(
    before,
    parent,
    tables,
    (key, child) => hasAction(key) && !isGuarded(before, child, key),
  );
  if (effects.length === 0) return [];
  return [
    {
      step,
      message: `Replacing a row of '${parent.name}' deletes it first, which ${effectText(effects)}.`,
      suggestion: withoutReplacing(step, parent),
      involves: referringTo(before, parent.name),
    },
  ];
}

/** ON UPDATE acts as ON DELETE does, except that CASCADE keeps the referring row. */
export function changedParentKey(step: Step, tables: ContentsByTable): readonly Observation[] {
  const parent = parentOf(step, tables);
  const assigned = assignedBy(step);
  if (parent === undefined || assigned.length === 0) return [];
  return effectsOn(
    step.before,
    parent,
    tables,
    (key, child) =>
      /^SET/.test(key.onUpdate) &&
      keyOf(key, parent).some((column) => assigned.some((name) => isSameName(name, column))) &&
      !ignoresAll(step.before, child, 'update'),
  ).map(({ child, key }) => ({
    step,
    message: `Changing ${listed(keyOf(key, parent))} of '${parent.name}' resets ${listed(key.columns)} in every row of '${child.name}' that refers to it (ON UPDATE ${key.onUpdate}).`,
    involves: referringTo(step.before, parent.name),
    suggestion: (setting) =>
      `// first, with ON UPDATE CASCADE instead of ON UPDATE ${key.onUpdate}:\n${rebuildAs(child.name, step.before, step.before, setting)}`,
  }));
}

/** The table that the step inserts into or updates, if it may hold rows. */
function parentOf({ form, before, error }: Step, tables: ContentsByTable): Table | undefined {
  if ((form.kind !== 'insert' && form.kind !== 'update') || error !== null) return undefined;
  const parent = tableIn(before, form.table);
  return parent !== undefined && mayHoldRows(tables, parent) ? parent : undefined;
}

function effectsOn(
  before: Schema,
  parent: Table,
  tables: ContentsByTable,
  applies: (key: ForeignKey, child: Table) => boolean,
): readonly ForeignKeyEffect[] {
  const ownKeys = parent.foreignKeys.filter((key) => isSameName(key.parent, parent.name));
  return [...childrenOf(before, parent.name), { child: parent, keys: ownKeys }].flatMap(({ child, keys }) =>
    mayHoldRows(tables, child)
      ? keys.filter((key) => applies(key, child)).map((key) => ({ child, key }))
      : [],
  );
}

function mayHoldRows(tables: ContentsByTable, { name }: Table): boolean {
  return tables.get(nameKey(name))?.mayHoldRows ?? false;
}

/** The conflict clause of the statement overrides the table's, and ON CONFLICT DO overrides both. */
function replaces({ form }: Step, table: Table): boolean {
  if (form.kind !== 'insert' && form.kind !== 'update') return false;
  if (form.or === null ? !hasConflictClause(table, 'replace') : form.or !== 'replace') return false;
  if (form.kind === 'insert' && isUpsertOfAll(form.source)) return false;
  return (
    form.kind === 'insert' ||
    form.assignments.some(({ columns }) => columns.some((name) => isUnique(table, name)))
  );
}

/** An upsert that names columns leaves conflicts on other columns to the other clauses. */
function isUpsertOfAll(source: readonly Lexeme[]): boolean {
  return source.some(({ word }, at) => word === 'conflict' && source[at + 1]?.word === 'do');
}

function isUnique({ columns, indexes }: Table, name: string): boolean {
  return (
    columns.some((column) => column.primaryKey > 0 && isSameName(column.name, name)) ||
    indexes.some(
      (index) =>
        index.isUnique && index.columns.some((column) => column === null || isSameName(column, name)),
    )
  );
}

function assignedBy({ form }: Step): readonly string[] {
  return form.kind === 'update' ? form.assignments.flatMap(({ columns }) => columns) : [];
}

/** The parent columns of a foreign key. */
function keyOf({ parentColumns }: ForeignKey, parent: Table): readonly string[] {
  return parentColumns.length > 0
    ? parentColumns
    : parent.columns.filter(({ primaryKey }) => primaryKey > 0).map(({ name }) => name);
}

function withoutReplacing(step: Step, parent: Table): string {
  const assigned = assignedBy(step);
  if (assigned.length === 0) return upsert(parent);
  return [
    '-- fails on a conflict, and deletes no row:',
    `UPDATE OR ABORT ${sqlName(parent.name)} SET ${assigned.map((name) => `${sqlName(name)} = …`).join(', ')} WHERE …;`,
  ].join('\n');
}

function upsert(table: Table): string {
  const { name, columns } = table;
  const stored = columns.filter(({ isGenerated }) => !isGenerated);
  const list = (wanted: typeof stored): string => wanted.map((column) => sqlName(column.name)).join(', ');
  const isKey = ({ primaryKey }: Table['columns'][number]): boolean => primaryKey > 0;
  const keys = stored.some(isKey) ? list(stored.filter(isKey)) : '…';
  const others = stored.filter((column) => !isKey(column)).map((column) => sqlName(column.name));
  const changes = others.map((column) => `${column} = excluded.${column}`).join(', ');
  return [
    '-- update the row in place:',
    `INSERT INTO ${sqlName(name)} (${list(stored)}) VALUES (…)`,
    `ON CONFLICT ${hasConflictClause(table, 'replace') ? '' : `(${keys}) `}DO ${changes === '' ? 'NOTHING' : `UPDATE SET ${changes}`};`,
  ].join('\n');
}
