// Runs statements on a scratch database with a sample, and reports what its tables hold before, between and
// afterwards.
import { nameKey, quotedName } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase, type SqlResult } from '../../database/d1.ts';
import type { SchemaObject } from '../../database/schema.ts';
import { belongsTo, isVirtual, keptBy } from '../../database/shadow-tables.ts';
import { messageOf } from '../../errors.ts';
import type { Table, WithTables } from '../trace/schema.ts';
import type { OpenScratch, ScratchDatabase } from '../trace/schema-replica.ts';

/** What a table holds: each value as quote() returns it. */
export type TableState = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** By lower-case name of the table. */
export type State = ReadonlyMap<string, TableState>;

/** A statement of the migration, and the schema after it. */
export type TracedStatement = { readonly statement: Sql; readonly after: WithTables };

export type TrialSetup = {
  readonly open: OpenScratch;
  /** The initial objects, tables and indexes first; triggers are created after the rows are inserted. */
  readonly objects: readonly SchemaObject[];
  readonly start: WithTables;
  readonly statements: readonly TracedStatement[];
  /** Whether the statements commit together. */
  readonly isAtomic: boolean;
  /** Whether rows that a CHECK refuses are tried as well: a table that takes no other rows shows nothing. */
  readonly ignoresChecks: boolean;
};

/** An empty database for a trial; close it. */
export async function openTrial({ open, ignoresChecks }: TrialSetup): Promise<ScratchDatabase> {
  const database = open();
  if (ignoresChecks) await ignoreChecks(database, true);
  return database;
}

export async function ignoreChecks(database: SqlDatabase, isOn: boolean): Promise<void> {
  await database.prepare(`PRAGMA ignore_check_constraints = ${isOn ? 'ON' : 'OFF'}`).run();
}

/** The states from before the first statement to after the last; only these two unless all are requested. */
export type TrialRun =
  | { readonly kind: 'ran'; readonly states: readonly State[] }
  /** A migration that fails on the rows has changed none of them. */
  | { readonly kind: 'failed'; readonly words: string };

export async function runTrial(
  setup: TrialSetup,
  inserts: readonly string[],
  which: 'ends' | 'all',
): Promise<TrialRun> {
  const database = await openTrial(setup);
  try {
    await createSample(database, setup.objects, inserts);
    return { kind: 'ran', states: await follow(database, setup, which) };
  } catch (error) {
    return { kind: 'failed', words: messageOf(error) };
  } finally {
    database.close();
  }
}

/** Creates the schema, then the rows, then the triggers, which must not fire for the sample. */
export async function createSample(
  database: SqlDatabase,
  objects: readonly SchemaObject[],
  inserts: readonly string[],
): Promise<void> {
  const isTrigger = ({ type }: SchemaObject): boolean => type === 'trigger';
  const textOf = ({ sql }: SchemaObject): readonly string[] => (sql === null ? [] : [sql]);
  const statements = [
    ...objects.filter((object) => !isTrigger(object)).flatMap(textOf),
    ...inserts,
    ...objects.filter(isTrigger).flatMap(textOf),
  ];
  if (statements.length > 0) await database.batch(statements.map((sql) => database.prepare(sql)));
}

async function follow(
  database: SqlDatabase,
  { start, statements, isAtomic }: TrialSetup,
  which: 'ends' | 'all',
): Promise<readonly State[]> {
  const steps: { readonly statement: Sql | null; readonly read: readonly ReadTable[] }[] = [
    { statement: null, read: readable(start) },
    ...statements.map(({ statement, after }, index) => ({
      statement,
      read: which === 'all' || index === statements.length - 1 ? readable(after) : [],
    })),
  ];
  const batch = steps.flatMap(({ statement, read }) => [
    ...(statement === null ? [] : [statement]),
    ...read.map(({ sql }) => sql),
  ]);
  const results = await send(database, batch, isAtomic);
  let place = 0;
  return steps
    .map(({ statement, read }): State | null => {
      if (statement !== null) place += 1;
      const own = results.slice(place, place + read.length);
      place += read.length;
      return which === 'all' || statement === null || place === results.length ? stateOf(read, own) : null;
    })
    .filter((state) => state !== null);
}

export async function send(
  database: SqlDatabase,
  batch: readonly Sql[],
  isAtomic: boolean,
): Promise<readonly SqlResult[]> {
  if (batch.length === 0) return [];
  if (isAtomic) return database.batch(batch.map((sql) => prepare(database, sql)));
  const results: SqlResult[] = [];
  for (const sql of batch) results.push(await prepare(database, sql).run());
  return results;
}

type ReadTable = { readonly table: Table; readonly columns: readonly string[]; readonly sql: Sql };

/**
 * The tables that can be read. A word index over another table, or without content, holds nothing readable; and the
 * content of a virtual table is read from the table itself, not from its shadow tables.
 */
function readable({ tables }: WithTables): readonly ReadTable[] {
  const all = [...tables.values()];
  const virtual = all.filter(isVirtual);
  const isOfAnother = ({ name }: Table): boolean => virtual.some((other) => belongsTo(name, other));
  return all
    .filter((table) => !isOfAnother(table) && keptBy(table) === 'rows')
    .map((table) => {
      const columns = table.columns.filter(({ isGenerated }) => !isGenerated).map(({ name }) => name);
      const values = columns.map((name) => `quote(${quotedName(name)})`).join(', ');
      // Values in json_array() would not distinguish 1 from '1'; quoted ones do.
      const sql = `SELECT json_array(${values}) AS held FROM ${quotedName(table.name)}`;
      return { table, columns, sql: { sql, values: [] } };
    });
}

function stateOf(read: readonly ReadTable[], results: readonly SqlResult[]): State {
  return new Map(
    read.map(({ table, columns }, index): [string, TableState] => {
      const rows = (results[index]?.results ?? []) as readonly { readonly held: string }[];
      return [
        nameKey(table.name),
        { table: table.name, columns, rows: rows.map(({ held }) => JSON.parse(held) as string[]) },
      ];
    }),
  );
}

/** A form of a state that is equal only if the same tables have the same rows, ignoring the given columns. */
export function comparable(state: State, without: ReadonlySet<string>): string {
  return JSON.stringify(
    [...state]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, { columns, rows }]) => {
        const places = columns.flatMap((name, at) => (without.has(columnKey(key, name)) ? [] : [at]));
        return [key, rows.map((row) => JSON.stringify(places.map((at) => row[at]))).toSorted()];
      }),
  );
}

export function columnKey(table: string, column: string): string {
  return nameKey(JSON.stringify([nameKey(table), column]));
}
