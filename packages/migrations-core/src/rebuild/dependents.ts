// The indexes, triggers and views that a rebuild affects: which are dropped and recreated, which use a column that
// the new table no longer has, and which must be checked afterwards. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import type { CurrentSchema } from './current-schema.ts';
import { changeInvalid, dependantsBroken } from './errors.ts';
import { lookUp } from './lookup.ts';
import { type ParsedObject, parseObject } from './parse-object.ts';

/** The new texts of indexes, triggers and views, by name; null drops one. */
export type NewDependants = Readonly<Record<string, string | null>>;

export type Dependants = {
  /**
   * Dropped before the rebuild, in this order. Indexes are dropped with their table, and triggers with their view.
   */
  readonly dropped: readonly ParsedObject[];
  /** The table's indexes, which are recreated. */
  readonly indexes: readonly ParsedObject[];
  /** Recreated, views first, and in the old order, in which triggers run. */
  readonly viewsAndTriggers: readonly ParsedObject[];
  /** Everything that reads or writes the table after the rebuild, directly or through a view. */
  readonly users: readonly ParsedObject[];
};

export type TouchedTable = {
  readonly table: string;
  /** The old columns that the new table does not have under that name. */
  readonly removedColumns: readonly string[];
  /** The tables whose triggers must not fire during the rebuild. */
  readonly tablesWithDisabledTriggers: readonly string[];
};

/** Throws REBUILD.DEPENDANTS and REBUILD.CHANGE_INVALID. */
export function dependantsOf(
  schema: CurrentSchema,
  { table, removedColumns, tablesWithDisabledTriggers }: TouchedTable,
  given: NewDependants,
): Dependants {
  const all = schema.objects.filter(({ type }) => type !== 'table').map(({ sql }) => parseObject(sql));
  checkGiven(table, all, given);
  const isReplaced = ({ name }: ParsedObject): boolean => lookUp(given, name) !== undefined;
  checkUses(
    table,
    removedColumns,
    schema,
    usersOf(table, all).filter((object) => !isReplaced(object)),
  );
  const disabledTriggers = [
    table,
    ...tablesWithDisabledTriggers,
    ...all
      .filter(isView)
      .filter(isReplaced)
      .map(({ name }) => name),
  ];
  const toDrop = all.filter(
    (object) =>
      isReplaced(object) ||
      (object.type === 'index' && isSameName(object.table, table)) ||
      (object.type === 'trigger' && disabledTriggers.some((name) => isSameName(object.table, name))),
  );
  const recreated = toDrop
    .map((object) => recreation(object, given))
    .filter((object) => object !== undefined);
  const remaining = [...all.filter((object) => !toDrop.includes(object)), ...recreated];
  return {
    dropped: [...toDrop.filter(isTrigger), ...toDrop.filter(isView)],
    indexes: recreated.filter(({ type }) => type === 'index'),
    viewsAndTriggers: [...recreated.filter(isView), ...recreated.filter(isTrigger)],
    users: usersOf(table, remaining),
  };
}

function checkGiven(table: string, all: readonly ParsedObject[], given: NewDependants): void {
  const touchable = all.filter((object) => object.type !== 'index' || isSameName(object.table, table));
  for (const name of Object.keys(given)) {
    if (touchable.some((object) => isSameName(object.name, name))) continue;
    throw changeInvalid(table, `it has no index '${name}', and no trigger or view has that name`);
  }
}

// Only names are compared, so an object that mentions another table's column of that name is reported too.
function checkUses(
  table: string,
  removedColumns: readonly string[],
  schema: CurrentSchema,
  users: readonly ParsedObject[],
): void {
  const broken = users
    .filter(({ referencedNames }) => removedColumns.some((column) => referencedNames.has(nameKey(column))))
    .map(({ type, name }) => `${type} '${name}'`);
  const children = schema.foreignKeys
    .filter(({ parent, table: child, to }) => {
      const isChild = isSameName(parent, table) && !isSameName(child, table);
      return isChild && removedColumns.some((column) => to !== null && isSameName(column, to));
    })
    .map(({ table: child, from }) => `foreign key '${from}' of table '${child}'`);
  const all = [...new Set([...broken, ...children])];
  if (all.length > 0) throw dependantsBroken(table, removedColumns, all);
}

/** The objects that use the table, also through views. */
export function usersOf(table: string, objects: readonly ParsedObject[]): readonly ParsedObject[] {
  const names = new Set([nameKey(table)]);
  for (let known = 0; known < names.size; ) {
    known = names.size;
    for (const view of objects.filter(isView)) {
      if ([...names].some((name) => view.referencedNames.has(name))) names.add(nameKey(view.name));
    }
  }
  return objects.filter((object) =>
    object.type === 'index'
      ? isSameName(object.table, table)
      : [...names].some((name) => object.referencedNames.has(name)),
  );
}

function recreation(object: ParsedObject, given: NewDependants): ParsedObject | undefined {
  const text = lookUp(given, object.name);
  // A trigger is dropped with its view.
  if (text === undefined && object.type === 'trigger' && lookUp(given, object.table) === null)
    return undefined;
  if (text === null) return undefined;
  return text === undefined ? object : parseObject(text);
}

function isView({ type }: ParsedObject): boolean {
  return type === 'view';
}

function isTrigger({ type }: ParsedObject): boolean {
  return type === 'trigger';
}
