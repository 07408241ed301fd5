// Which tables belong to a virtual table and come and go with it. Pure.
import { identifiersIn, nameKey, statementOf } from '@roostjs/internal-sql';

/** A row of sqlite_schema. */
type Defined = { readonly name: string; readonly sql: string | null };

/** With what pragma_table_list says it is. */
export type KnownTable = Defined & { readonly kind: string | null };

/** Whether the text of a table makes a virtual one. */
export function isVirtual({ sql }: Pick<Defined, 'sql'>): boolean {
  return sql !== null && /virtual/i.test(sql) && statementOf(sql).lexemes[1]?.word === 'virtual';
}

/**
 * SQLite tells by the name alone. A table that the virtual one is told to read (`content='docs_content'` of a full-text table `docs`)
 * was there before it, and stays without it.
 */
export function isShadow({ name, kind }: KnownTable, all: readonly KnownTable[]): boolean {
  return (
    kind === 'shadow' &&
    !all.some((other) => other.kind === 'virtual' && hasPrefixOf(name, other) && isToldOf(name, other))
  );
}

/** Whether what has the name belongs to the virtual table, as far as names tell. */
export function belongsTo(name: string, virtual: Defined): boolean {
  return hasPrefixOf(name, virtual) && !isToldOf(name, virtual);
}

function hasPrefixOf(name: string, virtual: Defined): boolean {
  return nameKey(name).startsWith(`${nameKey(virtual.name)}_`);
}

function isToldOf(name: string, { sql }: Defined): boolean {
  return identifiersIn(sql ?? '').has(nameKey(name));
}
