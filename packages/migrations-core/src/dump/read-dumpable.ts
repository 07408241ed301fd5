// Reads what a dump contains: the user's objects with their texts, and the foreign keys of their tables. Writes
// nothing.
import type { SqlDatabase } from '../database/d1.ts';
import { type ForeignKey, foreignKeysSql } from '../database/foreign-keys.ts';
import { isCompared, type SchemaObject } from '../database/schema.ts';
import { isShadow } from '../database/shadow-tables.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { schemaObjectsSql } from '../ledger/schema-query.ts';

export type ObjectType = 'table' | 'index' | 'view' | 'trigger';

export type DumpableObject = {
  readonly type: ObjectType;
  readonly name: string;
  /** The text in sqlite_schema: what the author wrote, from the name on. */
  readonly sql: string;
  readonly isVirtual: boolean;
};

export type DumpableSchema = {
  /**
   * Without objects that another one creates: the indexes of constraints, and the shadow tables of virtual tables.
   * Without the tables that other tools create for themselves.
   */
  readonly objects: readonly DumpableObject[];
  readonly references: readonly ForeignKey[];
  /** Including those: the input of a fingerprint. */
  readonly all: readonly SchemaObject[];
};

/** One request. */
export async function readDumpable(database: SqlDatabase, settings: LedgerSettings): Promise<DumpableSchema> {
  const [objects, references] = await database.batch([
    database.prepare(objectsSql(settings)),
    database.prepare(foreignKeysSql),
  ]);
  const all = (objects?.results ?? []) as ObjectRow[];
  return {
    objects: all
      .filter((object) => isCompared(object) && !isShadow(object, all))
      .flatMap(({ type, name, sql, kind }) =>
        sql === null ? [] : [{ type, name, sql, isVirtual: kind === 'virtual' }],
      ),
    references: (references?.results ?? []) as ForeignKey[],
    all,
  };
}

type ObjectRow = {
  readonly type: ObjectType;
  readonly name: string;
  readonly sql: string | null;
  readonly kind: string | null;
};

function objectsSql(settings: LedgerSettings): string {
  return (
    `SELECT o.type, o.name, o.sql, l.type AS kind FROM (${schemaObjectsSql(settings)}) o ` +
    "LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = o.name AND o.type = 'table'"
  );
}
