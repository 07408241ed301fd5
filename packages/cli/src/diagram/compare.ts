// Two diagrams as one that shows what changes. Pure.
import { nameKey } from '@roostjs/internal-sql';
import {
  type Change,
  type Diagram,
  type DiagramColumn,
  type DiagramReference,
  type DiagramTable,
  referenceText,
} from './diagram.ts';

/** What is removed stays in it, where it was. */
export function changedDiagram(before: Diagram, after: Diagram): Diagram {
  const references = merged(before.references, after.references, referenceKey, (old, now) =>
    old.isUnique === now.isUnique && old.isOptional === now.isOptional ? null : 'changed',
  );
  const tables = merged(before.tables, after.tables, keyOf, tableChange);
  return {
    tables: tables
      .map((table) =>
        withColumns(
          table,
          before.tables.find((other) => keyOf(other) === keyOf(table)),
          references,
        ),
      )
      .sort(({ name: one }, { name: other }) => (one < other ? -1 : 1)),
    references,
  };
}

/** The tables that change, those that they refer to or that refer to them, and the references among these. */
export function changedPart({ tables, references }: Diagram): Diagram {
  const changed = new Set(tables.filter(({ change }) => change !== null).map(({ name }) => name));
  const near = references.flatMap(({ table, parent }) =>
    changed.has(table) || changed.has(parent) ? [table, parent] : [],
  );
  const shown = new Set([...changed, ...near]);
  return {
    tables: tables.filter(({ name }) => shown.has(name)),
    references: references.filter(({ table, parent }) => shown.has(table) && shown.has(parent)),
  };
}

function withColumns(
  table: DiagramTable,
  before: DiagramTable | undefined,
  references: readonly DiagramReference[],
): DiagramTable {
  const whole = table.change === 'added' || table.change === 'removed' ? table.change : null;
  if (whole !== null || before === undefined)
    return { ...table, columns: table.columns.map((column) => ({ ...column, change: whole })) };
  const columns = merged(before.columns, table.columns, keyOf, (old, now) =>
    old.definition === now.definition ? null : 'changed',
  ).map((column) => withOldType(column, before));
  const isTouched =
    columns.some(({ change }) => change !== null) ||
    references.some((reference) => reference.table === table.name && reference.change !== null);
  return { ...table, columns, change: table.change ?? (isTouched ? 'changed' : null) };
}

/** `TEXT → INTEGER`. */
function withOldType(column: DiagramColumn, before: DiagramTable): DiagramColumn {
  const old = before.columns.find((other) => keyOf(other) === keyOf(column));
  const isOther = old !== undefined && old.type !== '' && column.type !== '' && old.type !== column.type;
  return isOther ? { ...column, type: `${old.type} → ${column.type}` } : column;
}

function tableChange(old: DiagramTable, now: DiagramTable): Change {
  return old.rest === now.rest && old.note === now.note ? null : 'changed';
}

function keyOf({ name }: DiagramTable | DiagramColumn): string {
  return nameKey(name);
}

function referenceKey(reference: DiagramReference): string {
  return nameKey(referenceText(reference));
}

/** In the order of `after`, each one that is removed after the one that it followed. */
function merged<T extends { readonly change: Change }>(
  before: readonly T[],
  after: readonly T[],
  key: (one: T) => string,
  changeOf: (old: T, now: T) => Change,
): readonly T[] {
  const old = new Map(before.map((one) => [key(one), one]));
  const kept = new Set(after.map(key));
  const result = after.map((one) => {
    const was = old.get(key(one));
    return { ...one, change: was === undefined ? ('added' as const) : changeOf(was, one) };
  });
  for (const [index, one] of before.entries()) {
    if (kept.has(key(one))) continue;
    const previous = before[index - 1];
    const at = previous === undefined ? -1 : result.findIndex((other) => key(other) === key(previous));
    result.splice(at + 1, 0, { ...one, change: 'removed' });
  }
  return result;
}
