// Reads a scratch database's schema: of its objects those that a statement can have changed, and of their tables the details.
import { nameKey } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase, type SqlResult } from '../database.ts';
import { grouped } from './grouped.ts';
import type { Reach } from './reach.ts';
import type { Column, ForeignKey, Index, MadeObject, Table } from './schema.ts';
import { State } from './schema-history.ts';

const own = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";
const object = 'SELECT rowid AS place, type, name, tbl_name AS "on", sql FROM sqlite_schema';

/** Follows the schema of a scratch database from reading to reading. */
export class SchemaReader {
  readonly #database: SqlDatabase;
  #schema = State.empty();
  /** The highest place that is taken. */
  #last = 0;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  /** As it was at the last reading. */
  get schema(): State {
    return this.#schema;
  }

  /** Reads what lies within reach, and gives the very schema of the last reading where nothing of it has changed. */
  async read(reach: Reach): Promise<State> {
    const before = this.#schema;
    const [found, last] = await this.#objectsIn(reach);
    this.#last = last;
    const known = new Map(knownIn(before, reach).map((one) => [keyOf(one), one]));
    const now = found.filter((one) => !isSame(known.get(keyOf(one)), one));
    const there = new Set(found.map(keyOf));
    const gone = [...known.values()].filter((one) => !there.has(keyOf(one)));
    if (now.length + gone.length === 0) return before;
    const former = now.flatMap((one) => known.get(keyOf(one)) ?? []);
    const tables = await this.#tablesOf(now, [...gone, ...former]);
    this.#schema = before.after({ gone, now, tables });
    return this.#schema;
  }

  async #objectsIn(reach: Reach): Promise<readonly [objects: readonly MadeObject[], last: number]> {
    if (reach.kind === 'new') {
      const sql = `${object} WHERE rowid > ? AND ${own} ORDER BY rowid`;
      const { results } = await prepare(this.#database, { sql, values: [this.#last] }).all<MadeObject>();
      return [results, results.at(-1)?.place ?? this.#last];
    }
    const [where, values] =
      reach.kind === 'on' ? ['tbl_name = ? COLLATE NOCASE AND ', [reach.name]] : ['', []];
    const [objects, last] = await this.#database.batch<unknown>([
      prepare(this.#database, { sql: `${object} WHERE ${where}${own} ORDER BY rowid`, values }),
      this.#database.prepare('SELECT coalesce(max(rowid), 0) AS last FROM sqlite_schema'),
    ]);
    return [resultsOf<MadeObject>(objects), resultsOf<{ last: number }>(last)[0]?.last ?? 0];
  }

  /** The tables of which the text is another, and those of which the indexes are. */
  async #tablesOf(now: readonly MadeObject[], former: readonly MadeObject[]): Promise<readonly Table[]> {
    const isTable = ({ type }: MadeObject): boolean => type === 'table';
    const whole = now.filter(isTable);
    const names = new Set([...whole, ...former.filter(isTable)].map(({ name }) => nameKey(name)));
    const indexed = [...now, ...former].filter(({ type }) => type === 'index').map(({ on }) => nameKey(on));
    const others = [...new Set(indexed)].flatMap((key) =>
      names.has(key) ? [] : (this.#schema.tables.get(key) ?? []),
    );
    const read = await readTables(this.#database, whole, others);
    return [...whole.map(read.whole), ...others.map(read.indexed)];
  }
}

function knownIn(schema: State, reach: Reach): readonly MadeObject[] {
  if (reach.kind === 'new') return [];
  return reach.kind === 'on' ? schema.objectsOn(reach.name) : schema.objects;
}

function isSame(one: MadeObject | undefined, other: MadeObject): boolean {
  return one !== undefined && one.sql === other.sql && one.on === other.on && one.place === other.place;
}

function keyOf({ type, name }: MadeObject): string {
  return `${type} ${name}`;
}

function resultsOf<T>(result: SqlResult | undefined): readonly T[] {
  return (result?.results ?? []) as readonly T[];
}

type ColumnRow = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
};
type KeyRow = {
  readonly table: string;
  readonly id: number;
  readonly from: string;
  readonly parent: string;
  readonly to: string | null;
  readonly on_delete: string;
  readonly on_update: string;
};
type IndexRow = {
  readonly table: string;
  readonly name: string;
  readonly origin: string;
  readonly partial: number;
  readonly unique: number;
  readonly column: string | null;
};

const allTables = `(SELECT name FROM sqlite_schema WHERE type = 'table' AND ${own}) AS t`;
const oneTable = '(SELECT ? AS name) AS t';

const columnsSql = (tables: string): string =>
  `SELECT t.name AS "table", c.name, c.type, c.pk, c.hidden FROM ${tables} JOIN pragma_table_xinfo(t.name) AS c`;
const keysSql = (tables: string): string =>
  `SELECT t.name AS "table", f.id, f."from", f."table" AS parent, f."to", f.on_delete, f.on_update FROM ${tables} JOIN pragma_foreign_key_list(t.name) AS f`;
const indexesSql = (tables: string): string =>
  `SELECT t.name AS "table", l.name, l.origin, l.partial, l."unique", i.name AS "column" FROM ${tables} JOIN pragma_index_list(t.name) AS l JOIN pragma_index_info(l.name) AS i`;

/** So many are asked about at once where it is one by one. */
const few = 8;

type ReadTables = {
  readonly whole: (table: MadeObject) => Table;
  /** As it is known, with its indexes as they are now. */
  readonly indexed: (table: Table) => Table;
};

/** One by one where they are few, so that a large schema is not read anew for each change. */
async function readTables(
  database: SqlDatabase,
  whole: readonly MadeObject[],
  indexed: readonly Table[],
): Promise<ReadTables> {
  const readers = { columns: columnsSql, keys: keysSql, indexes: indexesSql };
  const isOneByOne = whole.length + indexed.length <= few;
  const asked = isOneByOne
    ? [...whole.flatMap(questionsAbout), ...indexed.map(({ name }) => ({ of: 'indexes' as const, name }))]
    : (['columns', 'keys', 'indexes'] as const).map((of) => ({ of, name: null }));
  const queries = asked.map(
    ({ of, name }): Sql =>
      name === null
        ? { sql: readers[of](allTables), values: [] }
        : { sql: readers[of](oneTable), values: [name] },
  );
  const results =
    queries.length === 0 ? [] : await database.batch(queries.map((sql) => prepare(database, sql)));
  const rows = <T>(wanted: keyof typeof readers): readonly T[] =>
    results.flatMap((result, at) => (asked[at]?.of === wanted ? resultsOf<T>(result) : []));
  const columns = grouped(rows<ColumnRow>('columns'), ({ table }) => table);
  const keys = grouped(rows<KeyRow>('keys'), ({ table }) => table);
  const indexes = grouped(rows<IndexRow>('indexes'), ({ table }) => table);
  return {
    whole: ({ name, sql }) => ({
      name,
      sql: sql ?? '',
      columns: (columns.get(name) ?? []).map(toColumn),
      foreignKeys: toKeys(keys.get(name) ?? []),
      indexes: toIndexes(indexes.get(name) ?? []),
    }),
    indexed: (table) => ({ ...table, indexes: toIndexes(indexes.get(table.name) ?? []) }),
  };
}

type Question = { readonly of: 'columns' | 'keys' | 'indexes'; readonly name: string };

/** There is no foreign key without this word in the text. */
function questionsAbout({ name, sql }: MadeObject): readonly Question[] {
  return [
    { of: 'columns', name },
    ...(/references/i.test(sql ?? '') ? [{ of: 'keys' as const, name }] : []),
    { of: 'indexes', name },
  ];
}

// https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
function toColumn({ name, type, pk, hidden }: ColumnRow): Column {
  return { name, type, primaryKey: pk, isGenerated: hidden > 1 };
}

function toKeys(rows: readonly KeyRow[]): readonly ForeignKey[] {
  return [...grouped(rows, ({ id }) => id).values()].map((parts) => ({
    columns: parts.map(({ from }) => from),
    parent: parts[0]?.parent ?? '',
    parentColumns: parts.flatMap(({ to }) => to ?? []),
    onDelete: parts[0]?.on_delete ?? 'NO ACTION',
    onUpdate: parts[0]?.on_update ?? 'NO ACTION',
  }));
}

function toIndexes(rows: readonly IndexRow[]): readonly Index[] {
  return [...grouped(rows, ({ name }) => name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column }) => column),
    isPartial: parts[0]?.partial === 1,
    isUnique: parts[0]?.unique === 1,
    isCreated: parts[0]?.origin === 'c',
  }));
}
