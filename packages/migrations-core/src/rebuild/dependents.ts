// The indexes, triggers and views that a rebuild touches: which of them go and come back, which use what the new table no
// longer has, and which have to be looked at afterwards. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import type { CurrentSchema } from './current-schema.ts';
import { changeInvalid, dependantsBroken } from './errors.ts';
import { underName } from './lookup.ts';
import { type MadeObject, madeObject } from './parse-object.ts';

/** The new text of an index, trigger or view by its name; null drops it. */
export type NewDependants = Readonly<Record<string, string | null>>;

export type Dependants = {
  /** Dropped before the rebuild, in this order. Indexes go with their table, and triggers with their view. */
  readonly dropped: readonly MadeObject[];
  /** Those of the table, made again. */
  readonly indexes: readonly MadeObject[];
  /** Made again, views first, and in the old order, which is the order in which triggers run. */
  readonly viewsAndTriggers: readonly MadeObject[];
  /** Whatever stands in the end and reads or writes the table, by itself or by way of a view. */
  readonly users: readonly MadeObject[];
};

export type TouchedTable = {
  readonly table: string;
  /** The columns of the old table that the new one does not have under that name. */
  readonly goneColumns: readonly string[];
  /** The tables whose triggers must not fire meanwhile. */
  readonly quiet: readonly string[];
};

/** Throws REBUILD.DEPENDANTS and REBUILD.CHANGE_INVALID. */
export function dependantsOf(
  schema: CurrentSchema,
  { table, goneColumns, quiet }: TouchedTable,
  given: NewDependants,
): Dependants {
  const all = schema.objects.filter(({ type }) => type !== 'table').map(({ sql }) => madeObject(sql));
  checkGiven(table, all, given);
  const isReplaced = ({ name }: MadeObject): boolean => underName(given, name) !== undefined;
  checkUses(
    table,
    goneColumns,
    schema,
    usersOf(table, all).filter((object) => !isReplaced(object)),
  );
  const silenced = [
    table,
    ...quiet,
    ...all
      .filter(isView)
      .filter(isReplaced)
      .map(({ name }) => name),
  ];
  const going = all.filter(
    (object) =>
      isReplaced(object) ||
      (object.type === 'index' && isSameName(object.table, table)) ||
      (object.type === 'trigger' && silenced.some((name) => isSameName(object.table, name))),
  );
  const recreated = going.map((object) => successor(object, given)).filter((object) => object !== undefined);
  const standing = [...all.filter((object) => !going.includes(object)), ...recreated];
  return {
    dropped: [...going.filter(isTrigger), ...going.filter(isView)],
    indexes: recreated.filter(({ type }) => type === 'index'),
    viewsAndTriggers: [...recreated.filter(isView), ...recreated.filter(isTrigger)],
    users: usersOf(table, standing),
  };
}

function checkGiven(table: string, all: readonly MadeObject[], given: NewDependants): void {
  const touchable = all.filter((object) => object.type !== 'index' || isSameName(object.table, table));
  for (const name of Object.keys(given)) {
    if (touchable.some((object) => isSameName(object.name, name))) continue;
    throw changeInvalid(table, `there is no index on it, trigger or view '${name}'`);
  }
}

// Only names are compared, so that what mentions another table's column of that name is asked about as well.
function checkUses(
  table: string,
  goneColumns: readonly string[],
  schema: CurrentSchema,
  users: readonly MadeObject[],
): void {
  const broken = users
    .filter(({ uses }) => goneColumns.some((column) => uses.has(nameKey(column))))
    .map(({ type, name }) => `${type} '${name}'`);
  const children = schema.foreignKeys
    .filter(({ parent, table: child, to }) => {
      const isChild = isSameName(parent, table) && !isSameName(child, table);
      return isChild && goneColumns.some((column) => to !== null && isSameName(column, to));
    })
    .map(({ table: child, from }) => `foreign key '${from}' of table '${child}'`);
  const all = [...new Set([...broken, ...children])];
  if (all.length > 0) throw dependantsBroken(table, goneColumns, all);
}

// By way of views as well, as far as they lead.
function usersOf(table: string, objects: readonly MadeObject[]): readonly MadeObject[] {
  const names = new Set([nameKey(table)]);
  for (let known = 0; known < names.size; ) {
    known = names.size;
    for (const view of objects.filter(isView)) {
      if ([...names].some((name) => view.uses.has(name))) names.add(nameKey(view.name));
    }
  }
  return objects.filter((object) =>
    object.type === 'index'
      ? isSameName(object.table, table)
      : [...names].some((name) => object.uses.has(name)),
  );
}

function successor(object: MadeObject, given: NewDependants): MadeObject | undefined {
  const text = underName(given, object.name);
  // A trigger goes with the view that it is on.
  if (text === undefined && object.type === 'trigger' && underName(given, object.table) === null)
    return undefined;
  if (text === null) return undefined;
  return text === undefined ? object : madeObject(text);
}

function isView({ type }: MadeObject): boolean {
  return type === 'view';
}

function isTrigger({ type }: MadeObject): boolean {
  return type === 'trigger';
}
