// The schema of a database as lint sees it. SQLite ignores the case of names, so they are looked up in lower case.
import { isSameName, nameKey, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../../database/schema.ts';
import type { ObjectsByName } from '../../database/schema-index.ts';

export type Column = {
  readonly name: string;
  readonly type: string;
  /** Its position in the primary key, from 1; 0 if it is not part of it. */
  readonly primaryKey: number;
  readonly isGenerated: boolean;
  readonly isNotNull: boolean;
  /** The text of its default; null if it has none. */
  readonly default: string | null;
};

export type ForeignKey = {
  readonly columns: readonly string[];
  /** The table referred to. */
  readonly parent: string;
  /** The columns referred to; empty for the primary key. */
  readonly parentColumns: readonly string[];
  /** `CASCADE`, `SET NULL`, `SET DEFAULT`, `RESTRICT`, `NO ACTION`. */
  readonly onDelete: string;
  /** As `onDelete`, for a change of the referenced key. */
  readonly onUpdate: string;
};

export type Index = {
  readonly name: string;
  /** null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly isPartial: boolean;
  readonly isUnique: boolean;
  /** Whether CREATE INDEX created it, not a constraint. */
  readonly isCreated: boolean;
};

export type Table = {
  readonly name: string;
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
};

/** An object of the schema, the table or view that it is on, and its position in creation order. */
export type CreatedObject = SchemaObject & { readonly on: string; readonly place: number };

/** By lower-case name. */
export type Tables = {
  get(key: string): Table | undefined;
  has(key: string): boolean;
  /** In creation order. Reads all tables: use only on a small schema. */
  values(): Iterable<Table>;
};

export type WithTables = { readonly tables: Tables };

/** A query costs as much as it finds, except one that returns everything. */
export interface Schema extends WithTables, ObjectsByName<CreatedObject> {
  /** All objects, in creation order. */
  readonly objects: readonly CreatedObject[];
  /** The table with its indexes and triggers, or the view with its triggers. */
  objectsOn(name: string): readonly CreatedObject[];
  /** Tables with a foreign key to this one, itself included; in creation order. */
  referringTo(parent: string): readonly Table[];
  /** What was created, dropped or changed since; null if the other state is not one of this schema. */
  changedSince(earlier: Schema): Change | null;
}

export type Change = {
  /** Both the old and the new versions. */
  readonly objects: readonly CreatedObject[];
  /** By lower-case name: the tables that have changed in any way. */
  readonly tables: ReadonlySet<string>;
};

export function tableIn(
  { tables }: { readonly tables: Pick<Tables, 'get'> },
  name: string,
): Table | undefined {
  return tables.get(nameKey(name));
}

export function inOrder<T extends CreatedObject>(objects: Iterable<T>): readonly T[] {
  return [...objects].sort((left, right) => left.place - right.place);
}

export function hasColumn({ columns }: Table, name: string): boolean {
  return columns.some((column) => isSameName(column.name, name));
}

/**
 * Whether a constraint of the table has a conflict clause that skips the new row or replaces the existing one:
 * https://sqlite.org/lang_conflict.html. A NOT NULL that replaces only inserts the default.
 */
export function hasConflictClause({ sql }: Pick<Table, 'sql'>, action: 'ignore' | 'replace'): boolean {
  if (!/conflict/i.test(sql)) return false;
  const words = statementOf(sql).lexemes.map(({ word }) => word);
  return words.some(
    (word, at) =>
      word === 'on' &&
      words[at + 1] === 'conflict' &&
      words[at + 2] === action &&
      !(action === 'replace' && words[at - 2] === 'not' && words[at - 1] === 'null'),
  );
}

/** Other tables with a foreign key to this one, each with these keys. */
export function childrenOf(
  schema: Schema,
  parent: string,
): readonly { readonly child: Table; readonly keys: readonly ForeignKey[] }[] {
  return schema
    .referringTo(parent)
    .filter(({ name }) => !isSameName(name, parent))
    .map((child) => ({ child, keys: child.foreignKeys.filter((key) => isSameName(key.parent, parent)) }));
}

/** Whether a foreign key refers to a key, judging by names: https://sqlite.org/foreignkeys.html#fk_indexes. */
export function refersToKey({ columns, parentColumns }: ForeignKey, parent: Table): boolean {
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
