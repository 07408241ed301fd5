// Observes a database: its schema, and the contents of its tables. Writes nothing.

import { nameKey, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { Contents, TableContent } from './contents.ts';
import { contentsUnreadable } from './errors.ts';
import { TrackedSchema } from './tracked-schema.ts';
import type { WatchedDatabase } from './watched-database.ts';

export type SchemaOnly = { readonly schema: readonly SchemaObject[]; readonly contents: null };

export type Observation = { readonly schema: readonly SchemaObject[]; readonly contents: Contents };

/** Observes one database repeatedly: what nothing has touched since the last time is not read again. */
export class Observer {
  readonly #database: WatchedDatabase;
  readonly #schema: TrackedSchema;
  /** Tables whose contents may have changed since they were last read, as `nameKey` returns them. */
  readonly #touched = new Set<string>();
  #contents: Contents = new Map();

  /** Knows only about what was written to the database through this object. */
  constructor(database: WatchedDatabase, settings: LedgerSettings) {
    this.#database = database;
    this.#schema = new TrackedSchema(database, settings);
  }

  /** Without the contents of the tables. */
  async schema(): Promise<SchemaOnly> {
    const touched = await this.#schema.follow(this.#database.takeWritten());
    for (const name of touched) this.#touched.add(name);
    return { schema: this.#schema.objects, contents: null };
  }

  /**
   * Without the two ledgers, and what SQLite, D1 and virtual tables store for themselves. Throws VERIFY.UNREADABLE.
   */
  async observe(): Promise<Observation> {
    const { schema } = await this.schema();
    const { index } = this.#schema;
    const tables = [...this.#touched].flatMap((key) =>
      index.named(key).flatMap(({ type, name }) => (type === 'table' ? [name] : [])),
    );
    const read = await readContents(this.#database, tables);
    const contents = new Map(this.#contents);
    for (const key of this.#touched) contents.delete(key);
    for (const [key, content] of read) contents.set(key, content);
    this.#touched.clear();
    this.#contents = contents;
    return { schema, contents };
  }
}

/** The contents of these tables. Throws VERIFY.UNREADABLE. */
async function readContents(database: SqlDatabase, names: readonly string[]): Promise<Contents> {
  if (names.length === 0) return new Map();
  const found = await database.prepare(columnsSql).bind(JSON.stringify(names)).all<Column>();
  const tables = tablesOf(found.results);
  if (tables.length === 0) return new Map();
  // One request: reading them one by one would cost more than their rows.
  const read = tables.map(({ name, columns }) => database.prepare(contentSql(name, columns)));
  const results = await database.batch<Record<string, unknown>>(read).catch((cause: unknown) => {
    throw contentsUnreadable(cause);
  });
  return new Map(
    tables.map((table, index): [string, TableContent] => [
      nameKey(table.name),
      { ...table, rows: (results[index]?.results ?? []).map((row) => Object.values(row)) },
    ]),
  );
}

type Column = {
  readonly table: string;
  readonly kind: string;
  readonly column: string;
  readonly isNumber: 0 | 1;
};

function tablesOf(columns: readonly Column[]): readonly Omit<TableContent, 'rows'>[] {
  return [...Map.groupBy(columns, ({ table }) => table)].map(([name, own]) => ({
    name,
    isVirtual: own.some(({ kind }) => kind === 'virtual'),
    columns: own.map(({ column }) => column),
    number: own.find(({ isNumber }) => isNumber === 1)?.column ?? null,
  }));
}

// Shadow tables are internal to their virtual table: its content is read from the table itself.
const columnsSql =
  'SELECT s.name AS "table", l.type AS kind, c.name AS "column", ' +
  "l.wr = 0 AND c.pk = 1 AND c.type = 'INTEGER' COLLATE NOCASE AND max(c.pk) OVER (PARTITION BY s.name) = 1 AS isNumber " +
  'FROM sqlite_schema s ' +
  "JOIN pragma_table_list(s.name) l ON l.schema = 'main' JOIN pragma_table_info(s.name) c " +
  "WHERE s.type = 'table' AND l.type <> 'shadow' AND s.name IN (SELECT value FROM json_each(?)) " +
  'ORDER BY s.name, c.cid';

// JavaScript cannot distinguish 1 from 1.0, nor large integers from their neighbours, so numbers are returned as
// texts with their type.
function contentSql(table: string, columns: readonly string[]): string {
  const values = columns
    .map(quotedName)
    .map(
      (column, index) =>
        `CASE typeof(${column}) WHEN 'text' THEN 't' || ${column} WHEN 'integer' THEN 'i' || ${column} ` +
        `WHEN 'real' THEN 'r' || quote(${column}) ELSE ${column} END AS c${index}`,
    );
  return `SELECT ${values.join(', ')} FROM ${quotedName(table)}`;
}
