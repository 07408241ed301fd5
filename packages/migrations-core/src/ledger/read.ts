// Reads the ledger together with the schema. Writes nothing, even if the table does not exist yet.
import type { SqlDatabase, SqlResult } from '../database/d1.ts';
import { keyOf, type SchemaObject } from '../database/schema.ts';
import { isRoostError, messageOf } from '../errors.ts';
import { ledgerCorrupt, ledgerUnreadable } from './errors.ts';
import type { Ledger, LedgerColumn, LedgerRow, TableColumns } from './ledger.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { schemaObjectsSql } from './schema-query.ts';
import {
  type SnapshotDifference,
  schemaOnRow,
  schemaWithSnapshotSql,
  staleSnapshotSql,
} from './schema-snapshot.ts';
import { checkShape, installStatements, type LedgerShape, shapeQueries } from './table.ts';
import { lacksWranglerLedger, onlyInWranglersSql } from './wrangler-ledger.ts';

/**
 * One request; one more if there is no ledger, or none of wrangler's although it is to be written, and two more if
 * another program or version created it. Throws LEDGER.INCOMPATIBLE, LEDGER.CORRUPT and LEDGER.UNREADABLE; an
 * incompatible table is never changed.
 */
export function readLedger(database: SqlDatabase, settings: LedgerSettings): Promise<Ledger> {
  return read(new Reading(database, settings, []));
}

/**
 * As `readLedger`, from the primary and not from a replica: only the primary runs a request with a statement that
 * writes, even though this one never matches a row.
 */
export function readCurrentLedger(database: SqlDatabase, settings: LedgerSettings): Promise<Ledger> {
  return read(new Reading(database, settings, [`DELETE FROM "${settings.table}" WHERE 0`]));
}

async function read(reading: Reading): Promise<Ledger> {
  try {
    return (await reading.readThisVersion(reading.wranglerTable)) ?? (await reading.readByShape());
  } catch (error) {
    throw isRoostError(error) ? error : ledgerUnreadable(reading.table, error);
  }
}

class Reading {
  readonly #database: SqlDatabase;
  readonly #settings: LedgerSettings;
  readonly #leading: readonly string[];

  constructor(
    database: SqlDatabase,
    { table, wranglerTable, wranglerFile, trustAtomicBatches }: LedgerSettings,
    leading: readonly string[],
  ) {
    this.#database = database;
    this.#settings = { table, wranglerTable, wranglerFile, trustAtomicBatches };
    this.#leading = leading;
  }

  get table(): string {
    return this.#settings.table;
  }

  get wranglerTable(): string | null {
    return this.#settings.wranglerTable;
  }

  /**
   * undefined if the tables are missing, or lack a column of this version. `wranglerTable`: null if wrangler's ledger
   * is not read.
   */
  async readThisVersion(wranglerTable: string | null): Promise<Ledger | undefined> {
    try {
      const answers = await this.#query([
        ...shapeQueries(this.#settings),
        `SELECT ${readColumns.join(', ')} FROM "${this.table}" ORDER BY id`,
        `SELECT schema FROM "${this.table}" ORDER BY id DESC LIMIT 1`,
        schemaWithSnapshotSql(this.#settings),
        staleSnapshotSql(this.#settings),
        // The last one, so that the error for a missing table is about ours if both are missing.
        ...(wranglerTable === null ? [] : [onlyInWranglersSql(this.#settings, wranglerTable)]),
      ]);
      const [rows, newest, schema, stale, onlyInWranglers] = answers.slice(shapeLength);
      return this.#ledger(shapeIn(answers), {
        rows: rows?.results as RawRow[],
        schemaOnNewest: (newest?.results[0] as RawRow | undefined)?.['schema'],
        schema: schema?.results as SnapshotObject[],
        stale: stale?.results as StaleRow[],
        onlyInWranglers: onlyInWranglers === undefined ? null : namesIn(onlyInWranglers),
      });
    } catch (error) {
      if (wranglerTable !== null && lacksWranglerLedger(error, wranglerTable))
        return this.readThisVersion(null);
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async readByShape(): Promise<Ledger> {
    const answers = await this.#query(
      [...shapeQueries(this.#settings), schemaObjectsSql(this.#settings)],
      [],
    );
    const shape = shapeIn(answers);
    checkShape(this.#settings, shape);
    const objects = answers[shapeLength]?.results as SchemaObject[];
    // Counts no object as stored, so that the first commit writes the whole snapshot.
    const schema = objects.map((object) => ({ ...object, stored: 0 }));
    if (shape.columns.length === 0) return this.#ledger(shape, { ...noRows, schema });
    const [found] = await this.#query([`SELECT * FROM "${this.table}" ORDER BY id`]);
    const raw = (found?.results ?? []) as RawRow[];
    const rows = raw.map(
      (row): RawRow => ({ ...row, down: downOf(row['down_sql']), unusable: unusableIn(row) }),
    );
    const stale = shape.snapshotColumns.length === 0 ? [] : await this.#staleRows();
    return this.#ledger(shape, {
      ...noRows,
      rows,
      schemaOnNewest: rows.at(-1)?.['schema'],
      schema,
      stale,
    });
  }

  async #staleRows(): Promise<readonly StaleRow[]> {
    const [stale] = await this.#query([staleSnapshotSql(this.#settings)]);
    return stale?.results as StaleRow[];
  }

  async #query(queries: readonly string[], leading = this.#leading): Promise<readonly SqlResult[]> {
    const results = await this.#database.batch(
      [...leading, ...queries].map((sql) => this.#database.prepare(sql)),
    );
    return results.slice(leading.length);
  }

  #ledger(shape: LedgerShape, { rows, schemaOnNewest, schema, stale, onlyInWranglers }: Answers): Ledger {
    checkShape(this.#settings, shape);
    const known = toRows(this.table, rows);
    const objects = schema.map(({ type, name, sql }) => ({ type, name, sql }));
    const difference = {
      before: stale.filter(({ place }) => place > 0).map(({ type, name, sql }) => ({ type, name, sql })),
      now: objects.filter((_, index) => schema[index]?.stored === 0),
    };
    const hasSnapshot = stale.some(({ place }) => place === 0);
    return {
      ...this.#settings,
      install: installStatements(this.#settings, shape),
      rows: known,
      triggers: shape.parts.flatMap(({ type, name }) => (type === 'trigger' ? [name] : [])),
      schema: objects,
      snapshotDifference: difference,
      drift: this.#drift(known, { schemaOnNewest, objects, difference: hasSnapshot ? difference : null }),
      isWranglerSynced: false,
      onlyInWranglers,
      foreignLedgers: tablesIn(shape),
    };
  }

  // A schema on the newest row was written by an earlier version after this one ran, so that it is newer than the
  // snapshot.
  #drift(
    rows: readonly LedgerRow[],
    {
      schemaOnNewest,
      objects,
      difference,
    }: { schemaOnNewest: unknown; objects: readonly SchemaObject[]; difference: SnapshotDifference | null },
  ): SnapshotDifference | null {
    const newest = rows.at(-1);
    if (newest === undefined) return null;
    const left = schemaOnRow(schemaOnNewest);
    if (left === undefined)
      throw ledgerCorrupt(this.table, `${describeRow(newest)} has a schema that cannot be read`);
    if (newest.state === 'partial') return null;
    return left === null ? difference : differenceOf(left, objects);
  }
}

type Answers = {
  readonly rows: readonly RawRow[];
  /** The schema that an earlier version wrote on the newest row. */
  readonly schemaOnNewest: unknown;
  readonly schema: readonly SnapshotObject[];
  readonly stale: readonly StaleRow[];
  readonly onlyInWranglers: readonly string[] | null;
};

const noRows = { rows: [], schemaOnNewest: null, stale: [], onlyInWranglers: null };

type SnapshotObject = SchemaObject & { readonly stored: number };
type StaleRow = SchemaObject & { readonly place: number };

function differenceOf(before: readonly SchemaObject[], now: readonly SchemaObject[]): SnapshotDifference {
  const without = (
    these: readonly SchemaObject[],
    those: readonly SchemaObject[],
  ): readonly SchemaObject[] => {
    const texts = new Map(those.map((object) => [keyOf(object), object.sql]));
    return these.filter((object) => texts.get(keyOf(object)) !== object.sql);
  };
  return { before: without(before, now), now: without(now, before) };
}

const shapeLength = 4;

function shapeIn([columns, snapshotColumns, parts, foreign]: readonly SqlResult[]): LedgerShape {
  return {
    columns: columns?.results as LedgerColumn[],
    snapshotColumns: snapshotColumns?.results as LedgerColumn[],
    parts: parts?.results as { type: string; name: string }[],
    foreignColumns: foreign?.results as { table: string; name: string }[],
  };
}

function namesIn({ results }: SqlResult): readonly string[] {
  return (results as { name: unknown }[]).map(({ name }) => String(name));
}

function tablesIn({ foreignColumns }: LedgerShape): readonly TableColumns[] {
  return [...Map.groupBy(foreignColumns, ({ table }) => table)].map(([table, columns]) => ({
    table,
    columns: columns.map(({ name }) => name),
  }));
}

// Without the texts: a stored down() is read when it is about to run.
const readColumns = [
  'id',
  'migration',
  'batch',
  'state',
  'checksum',
  'run_id',
  'applied_at',
  'statements',
  'environment',
  "CASE WHEN typeof(bookmark) NOT IN ('null', 'text') THEN 'bookmark' WHEN typeof(fingerprint) NOT IN ('null', 'text') THEN 'fingerprint' END AS unusable",
  "CASE WHEN down_sql IS NULL THEN 'none' WHEN typeof(down_sql) <> 'text' THEN 'unknown' WHEN down_sql = '' THEN 'empty' ELSE 'stored' END AS down",
];

function unusableIn(row: RawRow): string | null {
  return ['bookmark', 'fingerprint'].find((column) => !isText(row[column])) ?? null;
}

function isText(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'string';
}

function downOf(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value !== 'string') return 'unknown';
  return value === '' ? 'empty' : 'stored';
}

type RawRow = Readonly<Record<string, unknown>>;

function toRows(table: string, rawRows: readonly RawRow[]): readonly LedgerRow[] {
  const rows = rawRows.map((row) => toRow(table, row));
  const names = new Set<string>();
  for (const { migration } of rows) {
    if (names.has(migration)) throw ledgerCorrupt(table, `two rows name the migration '${migration}'`);
    names.add(migration);
  }
  return rows;
}

function toRow(table: string, raw: RawRow): LedgerRow {
  const { id, migration, batch, down } = raw;
  const state = raw['state'] ?? 'applied';
  if (!isCountable(id)) throw ledgerCorrupt(table, `a row has the unusable id ${JSON.stringify(id)}`);
  if (typeof migration !== 'string' || migration === '')
    throw ledgerCorrupt(table, `row ${id} names no migration`);
  const row = describeRow({ id, migration });
  if (!isCountable(batch) || batch < 1)
    throw ledgerCorrupt(table, `${row} has the unusable batch ${JSON.stringify(batch)}`);
  if (state !== 'applied' && state !== 'partial')
    throw ledgerCorrupt(table, `${row} has the unknown state ${JSON.stringify(state)}`);
  const text = (column: string): string | null => {
    const value = raw[column] ?? null;
    if (isText(value)) return value as string | null;
    throw ledgerCorrupt(table, `the ${column} of ${row} is not text`);
  };
  const unusable = down === 'unknown' ? 'down_sql' : (raw['unusable'] ?? null);
  if (unusable !== null) throw ledgerCorrupt(table, `the ${unusable} of ${row} is not text`);
  return {
    id,
    migration,
    batch,
    state,
    checksum: text('checksum'),
    runId: text('run_id'),
    appliedAt: text('applied_at'),
    down: down as LedgerRow['down'],
    statements: statementsOf(table, row, raw),
    environment: text('environment'),
  };
}

function describeRow({ id, migration }: Pick<LedgerRow, 'id' | 'migration'>): string {
  return `row ${id} ('${migration}')`;
}

function statementsOf(table: string, row: string, raw: RawRow): number | null {
  const statements = raw['statements'] ?? null;
  if (statements === null || isCountable(statements)) return statements;
  throw ledgerCorrupt(table, `${row} has the unusable number of statements ${JSON.stringify(statements)}`);
}

// A larger integer of SQLite is rounded to a double, so that it may differ from the stored one.
function isCountable(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) < Number.MAX_SAFE_INTEGER;
}

// SQLite's own text, which D1 puts between its prefix and its code.
function isMissing(error: unknown): boolean {
  return /no such (?:table|column)/.test(messageOf(error));
}
