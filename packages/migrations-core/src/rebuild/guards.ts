// What a foreign key would do to the referring rows when a table is dropped, and the guard triggers that prevent it.
//
// DROP TABLE deletes the rows first, and each foreign key then performs its ON DELETE action
// (https://sqlite.org/foreignkeys.html#fk_schemacommands), deferred or not.
import { isSameName, literalOf, nameKey, quotedName, tokens, unquoted } from '@roostjs/internal-sql';
import { type CurrentSchema, columnsOf, type StoredForeignKey } from './current-schema.ts';

export type Guard = { readonly table: string; readonly event: 'DELETE' | 'UPDATE' };

/** A count that would differ if a foreign key had acted. */
export type Count = { readonly table: string; readonly what: string; readonly sql: string };

/** The foreign keys that refer to the table, including its own. */
export function referencesTo(schema: CurrentSchema, table: string): readonly StoredForeignKey[] {
  return schema.foreignKeys.filter(({ parent }) => isSameName(parent, table));
}

/**
 * One guard for each table and event. RESTRICT and NO ACTION change no rows; deferred, they are checked at the end.
 */
export function guardsOf(
  foreignKeys: readonly Pick<StoredForeignKey, 'table' | 'onDelete'>[],
): readonly Guard[] {
  const guards = foreignKeys.flatMap(({ table, onDelete }) => {
    const event = guardedEvent(onDelete);
    return event === undefined ? [] : [{ table, event }];
  });
  return unique(guards, ({ table, event }) => `${event} ${nameKey(table)}`);
}

function guardedEvent(onDelete: string): Guard['event'] | undefined {
  if (onDelete === 'CASCADE') return 'DELETE';
  return onDelete === 'SET NULL' || onDelete === 'SET DEFAULT' ? 'UPDATE' : undefined;
}

// On one line, in capitals and without CASE, because not every SQL splitter handles more.
export function guardTrigger(name: string, { table, event }: Guard): string {
  return `CREATE TRIGGER ${quotedName(name)} BEFORE ${event} ON ${quotedName(table)} BEGIN SELECT RAISE(IGNORE); END`;
}

/**
 * The counts to compare before and after in the tables that refer to this one; its own rows are counted separately.
 */
export function countsOf(schema: CurrentSchema, foreignKeys: readonly StoredForeignKey[]): readonly Count[] {
  const counts = foreignKeys.flatMap((foreignKey) => {
    const where = conditionOf(schema, foreignKey);
    if (where === undefined) return [];
    const sql = `SELECT count(*) FROM ${quotedName(foreignKey.table)}${where}`;
    return [{ table: foreignKey.table, what: `rows of '${foreignKey.table}'${where}`, sql }];
  });
  return unique(counts, ({ sql }) => sql);
}

function conditionOf(schema: CurrentSchema, { table, from, onDelete }: StoredForeignKey): string | undefined {
  switch (onDelete) {
    case 'CASCADE':
      return '';
    case 'SET NULL':
      return ` WHERE ${quotedName(from)} IS NULL`;
    case 'SET DEFAULT': {
      const column = columnsOf(schema, table).find(({ name }) => isSameName(name, from));
      return ` WHERE ${quotedName(from)} IS (${expressionOf(column?.default ?? 'NULL')})`;
    }
    default:
      return undefined;
  }
}

// A bare word after DEFAULT is a string, and would be a column elsewhere.
function expressionOf(defaultText: string): string {
  const [only, ...others] = Array.from(tokens(defaultText));
  const isValue = /^(null|true|false|current_(date|time|timestamp))$/i.test(defaultText);
  if (only === undefined || others.length > 0 || isValue) return defaultText;
  if (only.kind === 'quoted') return literalOf(unquoted(defaultText));
  return only.kind === 'word' ? literalOf(defaultText) : defaultText;
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
