// Which tables belong to a virtual table, and are created and dropped with it. Pure.
import { identifiersIn, nameKey, statementOf } from '@roostjs/internal-sql';

/** The name and text of a row of sqlite_schema. */
type Defined = { readonly name: string; readonly sql: string | null };

/** `kind`: the type that pragma_table_list reports. */
export type KnownTable = Defined & { readonly kind: string | null };

/** Whether the text of a table creates a virtual one. */
export function isVirtual({ sql }: Pick<Defined, 'sql'>): boolean {
  return sql !== null && /virtual/i.test(sql) && statementOf(sql).lexemes[1]?.word === 'virtual';
}

/**
 * SQLite decides by the name alone. A table that the virtual one is declared to read (`content='docs_content'` of a
 * full-text table `docs`) existed before it, and stays without it.
 */
export function isShadow({ name, kind }: KnownTable, all: readonly KnownTable[]): boolean {
  return (
    kind === 'shadow' &&
    !all.some((other) => other.kind === 'virtual' && hasPrefixOf(name, other) && isNamedBy(name, other))
  );
}

/** Whether a table of this name belongs to the virtual table, as far as names show. */
export function belongsTo(name: string, virtual: Defined): boolean {
  return hasPrefixOf(name, virtual) && !isNamedBy(name, virtual);
}

function hasPrefixOf(name: string, virtual: Defined): boolean {
  return nameKey(name).startsWith(`${nameKey(virtual.name)}_`);
}

function isNamedBy(name: string, { sql }: Defined): boolean {
  return identifiersIn(sql ?? '').has(nameKey(name));
}
