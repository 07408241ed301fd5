// The schema of a database as lint sees it. SQLite takes names in any case, so that they are looked up in lower case.
import { isSameName, nameKey, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../schema-objects.ts';

export type Column = {
  readonly name: string;
  readonly type: string;
  /** Its place in the primary key, from 1; 0 where it is in none. */
  readonly primaryKey: number;
  readonly isGenerated: boolean;
};

export type ForeignKey = {
  readonly columns: readonly string[];
  /** The table referred to. */
  readonly parent: string;
  /** Its columns; empty for its primary key. */
  readonly parentColumns: readonly string[];
  /** `CASCADE`, `SET NULL`, `SET DEFAULT`, `RESTRICT`, `NO ACTION`. */
  readonly onDelete: string;
  /** The same of a change to what is referred to. */
  readonly onUpdate: string;
};

export type Index = {
  readonly name: string;
  /** null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly isPartial: boolean;
  readonly isUnique: boolean;
  /** Made by CREATE INDEX, not by a constraint. */
  readonly isCreated: boolean;
};

export type Table = {
  readonly name: string;
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
};

/** An object that stands on others by its text: a view or a trigger. */
export type Dependent = {
  readonly type: 'view' | 'trigger';
  readonly name: string;
  /** What a trigger is on; of a view its own name. */
  readonly on: string;
  readonly sql: string;
};

export type Schema = {
  /** By lower-case name. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly dependents: readonly Dependent[];
  /** All of it, in the order in which it was made. */
  readonly objects: readonly SchemaObject[];
};

export const emptySchema: Schema = { tables: new Map(), dependents: [], objects: [] };

export function tableIn({ tables }: Schema, name: string): Table | undefined {
  return tables.get(nameKey(name));
}

export function hasColumn({ columns }: Table, name: string): boolean {
  return columns.some((column) => isSameName(column.name, name));
}

/**
 * Whether a constraint of the table says by itself that a row which is in the way is left out, or that the one which is there goes:
 * https://sqlite.org/lang_conflict.html. A NOT NULL that replaces puts in the default.
 */
export function settlesBy({ sql }: Pick<Table, 'sql'>, way: 'ignore' | 'replace'): boolean {
  if (!/conflict/i.test(sql)) return false;
  const words = statementOf(sql).lexemes.map(({ word }) => word);
  return words.some(
    (word, at) =>
      word === 'on' &&
      words[at + 1] === 'conflict' &&
      words[at + 2] === way &&
      !(way === 'replace' && words[at - 2] === 'not' && words[at - 1] === 'null'),
  );
}

/** Tables with a foreign key to this one, other than itself, each with these keys. */
export function childrenOf(
  { tables }: Schema,
  parent: string,
): readonly { readonly child: Table; readonly keys: readonly ForeignKey[] }[] {
  return [...tables.values()]
    .filter(({ name }) => !isSameName(name, parent))
    .map((child) => ({ child, keys: child.foreignKeys.filter((key) => isSameName(key.parent, parent)) }))
    .filter(({ keys }) => keys.length > 0);
}

export function triggersOn({ dependents }: Schema, table: string): readonly Dependent[] {
  return dependents.filter(({ type, on }) => type === 'trigger' && isSameName(on, table));
}

/** Whether a foreign key leads to a key, as far as can be told from names: https://sqlite.org/foreignkeys.html#fk_indexes. */
export function leadsToKey({ columns, parentColumns }: ForeignKey, parent: Table): boolean {
  const primary = parent.columns.filter(({ primaryKey }) => primaryKey > 0).map(({ name }) => name);
  if (parentColumns.length === 0) return primary.length === columns.length;
  const unique = parent.indexes.filter(({ isUnique, isPartial }) => isUnique && !isPartial);
  return [primary, ...unique.map((index) => index.columns)].some((key) => isSameSet(key, parentColumns));
}

function isSameSet(these: readonly (string | null)[], those: readonly string[]): boolean {
  return (
    these.length === those.length &&
    those.every((name) => these.some((one) => one !== null && isSameName(one, name)))
  );
}
