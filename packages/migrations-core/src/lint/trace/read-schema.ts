// Reads the schema of a scratch database: the objects that a statement can have changed, and the details of their
// tables.

import { nameKey } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase, type SqlResult } from '../../database/d1.ts';
import { keyOf } from '../../database/schema.ts';
import type { Detail, Reach } from './reach.ts';
import type { Column, CreatedObject, ForeignKey, Index, Table } from './schema.ts';
import { State } from './schema-history.ts';

const own = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";

/** Tracks the schema of a scratch database, statement by statement. */
export class SchemaReader {
  readonly #database: SqlDatabase;
  #schema = State.empty();
  /** The highest position in use. */
  #last = 0;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  /** The schema at the last reading; the same object if nothing has changed. */
  get schema(): State {
    return this.#schema;
  }

  /**
   * Runs the statement, and reads what is within its reach in the same batch. Rejects as the statement does; nothing
   * has changed then.
   */
  async run(statement: Sql, reach: Reach): Promise<void> {
    if (reach.kind === 'all') {
      await prepare(this.#database, statement).run();
      return this.readAll();
    }
    const queries = questionsOf(reach, this.#last);
    const [, ...results] = await this.#ask([statement, ...queries.map(({ sql }) => sql)]);
    const answers = new Answers(queries, results);
    this.#apply(differenceOf(knownIn(this.#schema, reach), answers), answers, answers);
  }

  /** Reads all objects, and the details of tables that are new or changed. */
  async readAll(): Promise<void> {
    const every = [...questions('true', [], []), last];
    const found = new Answers(every, await this.#ask(every.map(({ sql }) => sql)));
    const difference = differenceOf(this.#schema.objects, found);
    const tables = new Set([...difference.current, ...difference.replaced].map(({ on }) => on));
    const concerned = 'tbl_name IN (SELECT value FROM json_each(?))';
    const details = questions(concerned, [JSON.stringify([...tables])], ['columns', 'keys', 'indexes']);
    const answers = tables.size === 0 ? [] : await this.#ask(details.map(({ sql }) => sql));
    this.#apply(difference, new Answers(details, answers), found);
  }

  #ask(statements: readonly Sql[]): Promise<readonly SqlResult[]> {
    return this.#database.batch(statements.map((sql) => prepare(this.#database, sql)));
  }

  #apply({ removed, current, replaced }: Difference, details: Answers, found: Answers): void {
    this.#last = found.last ?? this.#last;
    if (current.length + removed.length === 0) return;
    const tables = this.#tablesOf(current, [...removed, ...replaced], details);
    this.#schema = this.#schema.after({ removed, current, tables });
  }

  /** The tables whose text has changed, and those whose indexes have changed. */
  #tablesOf(
    current: readonly CreatedObject[],
    replaced: readonly CreatedObject[],
    answers: Answers,
  ): readonly Table[] {
    const isTable = ({ type }: CreatedObject): boolean => type === 'table';
    const whole = current.filter(isTable);
    const names = new Set([...whole, ...replaced.filter(isTable)].map(({ name }) => nameKey(name)));
    const indexed = [...current, ...replaced]
      .filter(({ type }) => type === 'index')
      .map(({ on }) => nameKey(on));
    const others = [...new Set(indexed)].flatMap((key) =>
      names.has(key) ? [] : (this.#schema.tables.get(key) ?? []),
    );
    return [
      ...whole.map((table) => answers.tableOf(table)),
      ...others.map((table) => ({ ...table, indexes: answers.indexesOf(table.name) })),
    ];
  }
}

type Difference = {
  readonly removed: readonly CreatedObject[];
  readonly current: readonly CreatedObject[];
  /** The previous versions of the objects in `now` that are not new. */
  readonly replaced: readonly CreatedObject[];
};

function differenceOf(before: readonly CreatedObject[], { objects }: Answers): Difference {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const current = objects.filter((one) => !isSame(known.get(keyOf(one)), one));
  const present = new Set(objects.map(keyOf));
  return {
    removed: before.filter((one) => !present.has(keyOf(one))),
    current,
    replaced: current.flatMap((one) => known.get(keyOf(one)) ?? []),
  };
}

function knownIn(schema: State, reach: Exclude<Reach, { kind: 'all' }>): readonly CreatedObject[] {
  return reach.kind === 'new' ? [] : schema.objectsOn(reach.name);
}

function isSame(one: CreatedObject | undefined, other: CreatedObject): boolean {
  return one !== undefined && one.sql === other.sql && one.on === other.on && one.place === other.place;
}

type Question = { readonly of: 'objects' | 'last' | Detail; readonly sql: Sql };

/** Queries for the objects that meet a condition, and for the tables that these are on. */
function questions(
  condition: string,
  values: readonly unknown[],
  details: readonly Detail[],
): readonly Question[] {
  const objects = `sqlite_schema WHERE ${condition} AND ${own}`;
  const texts = {
    objects: `SELECT rowid AS place, type, name, tbl_name AS "on", sql FROM ${objects} ORDER BY rowid`,
    columns: `SELECT t.name AS "table", c.name, c.type, c.pk, c.hidden, c."notnull", c.dflt_value AS "default" FROM (SELECT name FROM ${objects} AND type = 'table') AS t JOIN pragma_table_xinfo(t.name) AS c`,
    keys: `SELECT t.name AS "table", f.id, f."from", f."table" AS parent, f."to", f.on_delete, f.on_update FROM (SELECT name FROM ${objects} AND type = 'table') AS t JOIN pragma_foreign_key_list(t.name) AS f`,
    indexes: `SELECT t.name AS "table", l.name, l.origin, l.partial, l."unique", i.name AS "column" FROM (SELECT DISTINCT tbl_name AS name FROM ${objects} AND type IN ('table', 'index')) AS t JOIN pragma_index_list(t.name) AS l JOIN pragma_index_info(l.name) AS i`,
  };
  return (['objects', ...details] as const).map((of) => ({ of, sql: { sql: texts[of], values } }));
}

/** If an object may be gone, the highest position may be free again. */
const last: Question = {
  of: 'last',
  sql: { sql: 'SELECT coalesce(max(rowid), 0) AS last FROM sqlite_schema', values: [] },
};

function questionsOf(reach: Exclude<Reach, { kind: 'all' }>, after: number): readonly Question[] {
  return reach.kind === 'new'
    ? questions('rowid > ?', [after], reach.details)
    : [...questions('tbl_name = ? COLLATE NOCASE', [reach.name], reach.details), last];
}

type ColumnRow = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
  readonly hidden: number;
  readonly notnull: number;
  readonly default: string | null;
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

/** The database's answers, by table. */
class Answers {
  readonly #questions: readonly Question[];
  readonly #answers: readonly SqlResult[];
  readonly #columns: ReadonlyMap<string, readonly ColumnRow[]>;
  readonly #keys: ReadonlyMap<string, readonly KeyRow[]>;
  readonly #indexes: ReadonlyMap<string, readonly IndexRow[]>;

  constructor(queries: readonly Question[], answers: readonly SqlResult[]) {
    this.#questions = queries;
    this.#answers = answers;
    this.#columns = Map.groupBy(this.#to<ColumnRow>('columns'), ({ table }) => table);
    this.#keys = Map.groupBy(this.#to<KeyRow>('keys'), ({ table }) => table);
    this.#indexes = Map.groupBy(this.#to<IndexRow>('indexes'), ({ table }) => table);
  }

  get objects(): readonly CreatedObject[] {
    return this.#to('objects');
  }

  /** If it was not queried, the position of the last object found; undefined if there is none. */
  get last(): number | undefined {
    return this.#to<{ last: number }>('last')[0]?.last ?? this.objects.at(-1)?.place;
  }

  #to<T>(of: Question['of']): readonly T[] {
    const at = this.#questions.findIndex((question) => question.of === of);
    return (this.#answers[at]?.results ?? []) as readonly T[];
  }

  tableOf({ name, sql }: CreatedObject): Table {
    return {
      name,
      sql: sql ?? '',
      columns: (this.#columns.get(name) ?? []).map(toColumn),
      foreignKeys: toKeys(this.#keys.get(name) ?? []),
      indexes: this.indexesOf(name),
    };
  }

  indexesOf(table: string): readonly Index[] {
    return toIndexes(this.#indexes.get(table) ?? []);
  }
}

// https://sqlite.org/pragma.html#pragma_table_xinfo: 2 and 3 are generated columns.
function toColumn({ name, type, pk, hidden, notnull, default: text }: ColumnRow): Column {
  return { name, type, primaryKey: pk, isGenerated: hidden > 1, isNotNull: notnull === 1, default: text };
}

function toKeys(rows: readonly KeyRow[]): readonly ForeignKey[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((parts) => ({
    columns: parts.map(({ from }) => from),
    parent: parts[0]?.parent ?? '',
    parentColumns: parts.flatMap(({ to }) => to ?? []),
    onDelete: parts[0]?.on_delete ?? 'NO ACTION',
    onUpdate: parts[0]?.on_update ?? 'NO ACTION',
  }));
}

function toIndexes(rows: readonly IndexRow[]): readonly Index[] {
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column }) => column),
    isPartial: parts[0]?.partial === 1,
    isUnique: parts[0]?.unique === 1,
    isCreated: parts[0]?.origin === 'c',
  }));
}
