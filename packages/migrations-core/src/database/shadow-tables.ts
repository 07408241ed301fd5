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

/** Modules that only show what another table holds: https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module. */
const showing: ReadonlySet<string> = new Set(['fts5vocab', 'fts4aux', 'fts3tokenize', 'dbstat']);

/**
 * What a virtual table keeps of the rows that it is asked for. `rows`: all of them, as any other table. `words`: only an
 * index of what was inserted, which nothing else can rebuild. `nothing`: the rows are another table's.
 */
export type Kept = 'rows' | 'words' | 'nothing';

/** https://sqlite.org/fts5.html#external_content_and_contentless_tables */
export function keptBy(table: Pick<Defined, 'sql'>): Kept {
  if (!isVirtual(table)) return 'rows';
  const { lexemes } = statementOf(table.sql ?? '');
  const using = lexemes.findIndex(({ word }) => word === 'using');
  const content = lexemes.findIndex(({ word }, at) => word === 'content' && lexemes[at + 1]?.word === '=');
  if (showing.has(nameKey(lexemes[using + 1]?.name ?? ''))) return 'nothing';
  if (content === -1) return 'rows';
  return (lexemes[content + 2]?.name ?? '') === '' ? 'words' : 'nothing';
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
