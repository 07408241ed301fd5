// The rebuild that gives a table its new definition, with what becomes of the objects that use it. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { affinityOf } from '../rebuild/affinity.ts';
import { mayBeLeftOut, rowidColumn, rowidName } from '../rebuild/copy-columns.ts';
import { type NewDependants, usersOf } from '../rebuild/dependents.ts';
import type { ParsedObject } from '../rebuild/parse-object.ts';
import { type ColumnDefinition, isGenerated, type TableDefinition } from '../rebuild/parse-table.ts';
import { columnsMissingIn, isSame, type Model } from './model.ts';
import type { RebuildStep } from './step.ts';

/**
 * `present`: the views and triggers that are there when it runs. `reset`: those of them that are dropped now, and
 * created later if at all.
 */
export function rebuildStep(
  from: TableDefinition,
  to: TableDefinition,
  schemas: { readonly from: Model; readonly to: Model },
  present: readonly ParsedObject[],
  reset: ReadonlySet<ParsedObject>,
): RebuildStep {
  const gone = columnsMissingIn(from, to);
  const computed = to.columns.filter(isGenerated).map(({ name }) => name.name);
  const drop = from.columns
    .filter((column) => !isGenerated(column))
    .map(({ name }) => name.name)
    .filter((name) => gone.includes(name) || computed.some((one) => isSameName(one, name)));
  const filled = columnsMissingIn(to, from).flatMap((name) => unfilled(from, to, name));
  const dependants = newDependants(from.name.name, gone, schemas, present, reset);
  return {
    kind: 'rebuild',
    rebuild: {
      table: from.name.name,
      create: to.sql,
      ...(drop.length === 0 ? {} : { drop }),
      ...(filled.length === 0 ? {} : { copy: emptyValues(to, filled) }),
      ...(Object.keys(dependants).length === 0 ? {} : { dependants }),
    },
    filled: filled.map(({ name }) => name.name),
  };
}

function unfilled(from: TableDefinition, to: TableDefinition, name: string): readonly ColumnDefinition[] {
  const column = to.columns.find((one) => one.name.name === name);
  if (column === undefined || isGenerated(column) || mayBeLeftOut(to, column)) return [];
  return rowidColumn(to) === column && rowidName(from) !== undefined ? [] : [column];
}

function emptyValues(
  table: TableDefinition,
  columns: readonly ColumnDefinition[],
): Readonly<Record<string, string>> {
  const values = { text: "''", numeric: '0', real: '0', none: "x''" };
  return Object.fromEntries(columns.map((column) => [column.name.name, values[affinityOf(table, column)]]));
}

function newDependants(
  table: string,
  gone: readonly string[],
  schemas: { readonly from: Model; readonly to: Model },
  present: readonly ParsedObject[],
  reset: ReadonlySet<ParsedObject>,
): NewDependants {
  const uses = ({ referencedNames }: ParsedObject): boolean =>
    gone.some((name) => referencedNames.has(nameKey(name)));
  const indexes = [...schemas.from.indexes.values()].filter((index) => isSameName(index.table, table));
  const others = usersOf(table, present).map((object) => ({
    object,
    text: reset.has(object) ? null : uses(object) ? object.sql : undefined,
  }));
  const own = indexes.map((index) => {
    const later = schemas.to.indexes.get(nameKey(index.name));
    const isKept = later !== undefined && isSame(index, later, schemas.to);
    return { object: index, text: !isKept ? null : uses(index) ? index.sql : undefined };
  });
  return Object.fromEntries(
    [...own, ...others].flatMap(({ object, text }) => (text === undefined ? [] : [[object.name, text]])),
  );
}
