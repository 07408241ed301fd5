// The schema of a database as lint sees it. SQLite takes names in any case, so that they are looked up in lower case.
import { isSameName, nameKey, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../../database/schema.ts';
import type { ObjectsByName } from '../../database/schema-index.ts';

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

/** An object of the schema, the table or the view that it is on, and its place in the order in which they were made. */
export type MadeObject = SchemaObject & { readonly on: string; readonly place: number };

/** By lower-case name. */
export type Tables = {
  get(key: string): Table | undefined;
  has(key: string): boolean;
  /** In the order in which they were made. All of them: to be asked of a few only. */
  values(): Iterable<Table>;
};

export type WithTables = { readonly tables: Tables };

/** What is asked of it costs what is found, but for what gives all of it. */
export interface Schema extends WithTables, ObjectsByName<MadeObject> {
  /** All of it, in the order in which it was made. */
  readonly objects: readonly MadeObject[];
  /** Indexes and triggers with the table, and triggers with the view. */
  objectsOn(name: string): readonly MadeObject[];
  /** Tables with a foreign key to this one, itself among them; in the order in which they were made. */
  referringTo(parent: string): readonly Table[];
  /** What has come into being, is gone or is another one since; null where the other is no state of this schema. */
  changedSince(earlier: Schema): Change | null;
}

export type Change = {
  /** As they were, and as they are. */
  readonly objects: readonly MadeObject[];
  /** By lower-case name: the tables of which anything is another. */
  readonly tables: ReadonlySet<string>;
};

export function tableIn(
  { tables }: { readonly tables: Pick<Tables, 'get'> },
  name: string,
): Table | undefined {
  return tables.get(nameKey(name));
}

export function inOrder<T extends MadeObject>(objects: Iterable<T>): readonly T[] {
  return [...objects].sort((left, right) => left.place - right.place);
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
  schema: Schema,
  parent: string,
): readonly { readonly child: Table; readonly keys: readonly ForeignKey[] }[] {
  return schema
    .referringTo(parent)
    .filter(({ name }) => !isSameName(name, parent))
    .map((child) => ({ child, keys: child.foreignKeys.filter((key) => isSameName(key.parent, parent)) }));
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
