// A schema as its texts say it: what a difference is planned from. Pure.
import { isSameDefinition, isSameName, nameKey, plainTrigger } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import { isVirtual } from '../database/shadow-tables.ts';
import { type ParsedObject, parseObject } from '../rebuild/parse-object.ts';
import { allConstraints, readTableDefinition, type TableDefinition } from '../rebuild/parse-table.ts';
import type { WipedForeignKey } from '../wipe/user-schema.ts';

/** By lower-case name. */
type ByName<T> = ReadonlyMap<string, T>;

export type Model = {
  readonly tables: ByName<TableDefinition>;
  readonly virtualTables: ByName<SchemaObject & { readonly sql: string }>;
  readonly indexes: ByName<ParsedObject & { readonly type: 'index' }>;
  readonly views: ByName<ParsedObject & { readonly type: 'view' }>;
  readonly triggers: ByName<ParsedObject & { readonly type: 'trigger' }>;
  /** Every text, to tell a column in double quotes from a string. */
  readonly texts: readonly string[];
};

/** `objects`: without those that another one creates. Throws REBUILD.UNREADABLE. */
export function modelOf(objects: readonly SchemaObject[]): Model {
  const defined = objects.flatMap((object) => (object.sql === null ? [] : [{ ...object, sql: object.sql }]));
  const isTable = ({ type }: SchemaObject): boolean => type === 'table';
  const tables = defined.filter((object) => isTable(object) && !isVirtual(object));
  const virtual = defined.filter((object) => isTable(object) && isVirtual(object));
  const others = defined.filter((object) => !isTable(object)).map(({ sql }) => parseObject(sql));
  return {
    tables: byName(
      tables.map(({ sql }) => readTableDefinition(sql)),
      ({ name }) => name.name,
    ),
    virtualTables: byName(virtual, ({ name }) => name),
    indexes: byName(
      others.filter((object) => object.type === 'index'),
      ({ name }) => name,
    ),
    views: byName(
      others.filter((object) => object.type === 'view'),
      ({ name }) => name,
    ),
    triggers: byName(
      others.filter((object) => object.type === 'trigger'),
      ({ name }) => name,
    ),
    texts: defined.map(({ sql }) => sql),
  };
}

function byName<T>(objects: readonly T[], nameOf: (object: T) => string): ByName<T> {
  return new Map(objects.map((object) => [nameKey(nameOf(object)), object]));
}

type Defined = { readonly sql: string };

/** Whether they differ only in spaces, comments, case and quotes, and a trigger in its form. */
export function isSame({ sql: one }: Defined, { sql: other }: Defined, { texts }: Model): boolean {
  return one === other || isSameDefinition(plainTrigger(one).text, plainTrigger(other).text, texts);
}

/** Those that only the first has. */
export function missingIn<T>(these: ByName<T>, those: ByName<unknown>): readonly T[] {
  return [...these].flatMap(([key, object]) => (those.has(key) ? [] : [object]));
}

/** Those of the first that the second has in another form. */
export function changedIn<T extends Defined>(these: ByName<T>, those: ByName<T>, model: Model): readonly T[] {
  return [...these].flatMap(([key, object]) => {
    const other = those.get(key);
    return other === undefined || isSame(object, other, model) ? [] : [object];
  });
}

/** The tables that a table refers to, without itself. */
export function parentsOf(table: TableDefinition): readonly string[] {
  const parents = allConstraints(table).flatMap(({ references }) => references?.table.name ?? []);
  return parents.filter((parent) => !isSameName(parent, table.name.name)).map(nameKey);
}

export function foreignKeysOf(table: TableDefinition): readonly WipedForeignKey[] {
  return allConstraints(table).flatMap(({ references, columns, start, end }) => {
    if (references === undefined) return [];
    const [, action = 'no action'] =
      /\bon\s+delete\s+(\w+(?:\s+\w+)?)/i.exec(table.sql.slice(start, end)) ?? [];
    const known = actions.find((one) => action.toLowerCase().replace(/\s+/g, ' ').startsWith(one));
    const onDelete = (known ?? 'no action').toUpperCase();
    const named = references.columns.map(({ name }) => name);
    // A column's own constraint lists no columns.
    const unnamed = Array.from({ length: Math.max(1, columns.length) }, () => null);
    const key = JSON.stringify(named.length === 0 ? unnamed : named);
    return [{ child: table.name.name, parent: references.table.name, onDelete, columns: key }];
  });
}

const actions = ['cascade', 'set null', 'set default', 'restrict'];

/** The names of the columns that only the first table has, as they are written there. */
export function columnsMissingIn(table: TableDefinition, other: TableDefinition): readonly string[] {
  const known = new Set(other.columns.map(({ name }) => nameKey(name.name)));
  return table.columns.map(({ name }) => name.name).filter((name) => !known.has(nameKey(name)));
}
