// Which tables belong to a virtual table and come and go with it. Pure.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';

/** A row of sqlite_schema, and what pragma_table_list says it is. */
export type KnownTable = { readonly name: string; readonly sql: string | null; readonly kind: string | null };

/**
 * SQLite tells by the name alone. A table that the virtual one is told to read (`content='docs_content'` of a full-text table `docs`)
 * was there before it, and stays without it.
 */
export function isShadow({ name, kind }: KnownTable, all: readonly KnownTable[]): boolean {
  if (kind !== 'shadow') return false;
  const key = nameKey(name);
  return !all.some(
    (other) =>
      other.kind === 'virtual' &&
      key.startsWith(`${nameKey(other.name)}_`) &&
      identifiersIn(other.sql ?? '').has(nameKey(name)),
  );
}
