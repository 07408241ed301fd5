// Turns seeders that only have rows into code, with the primary keys of their tables. One request, before anything is
// written; none if there are no such seeders.
import { isSameName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { tablesQuery } from '../rebuild/current-schema.ts';
import { seederInvalid } from './errors.ts';
import { isRowSeeder, type LoadedSeeder, type RowSeeder, type Seeder } from './seeder.ts';
import { type UpsertRow, upsertFault, upsertStatements } from './upsert.ts';

export type RunnableSeeder = { readonly name: string; readonly seeder: Seeder };

type Column = {
  readonly table: string;
  readonly name: string;
  /** Its place in the primary key, from 1; 0 if it is not in it. */
  readonly pk: number;
  readonly hidden: number;
};

const columnsSql = `SELECT s.name AS "table", c.name, c.pk, c.hidden
FROM (${tablesQuery}) AS s, pragma_table_xinfo(s.name) AS c ORDER BY s.place, c.cid`;

/** Throws SEED.INVALID. */
export async function withKeys(
  database: SqlDatabase,
  loaded: readonly LoadedSeeder[],
): Promise<readonly RunnableSeeder[]> {
  if (!loaded.some(({ seeder }) => isRowSeeder(seeder))) return loaded as readonly RunnableSeeder[];
  const { results: columns } = await database.prepare(columnsSql).all<Column>();
  return loaded.map(({ name, seeder }) => ({
    name,
    seeder: isRowSeeder(seeder) ? withKey(name, seeder, columns) : seeder,
  }));
}

function withKey(name: string, { rows }: RowSeeder, all: readonly Column[]): Seeder {
  const statements = Object.entries(rows).flatMap(([table, own]) => {
    const columns = all.filter((column) => isSameName(column.table, table));
    const key = columns.filter(({ pk }) => pk > 0).sort((left, right) => left.pk - right.pk);
    if (columns.length === 0) throw seederInvalid(name, `there is no table '${table}'`, createTable);
    if (key.length === 0) throw seederInvalid(name, `'${table}' has no primary key`, chooseKey);
    const names = key.map((column) => column.name);
    const fault = unknownColumn(columns, own) ?? upsertFault(own, names);
    if (fault !== undefined) throw seederInvalid(name, `in '${table}', ${fault}`, fixRows);
    return upsertStatements(table, own, names);
  });
  return {
    run: async (db) => {
      for (const { sql, values } of statements) await db.run(sql, ...values);
    },
  };
}

const createTable = 'Run roost migrate first if a migration creates it, or fix the name.';
const chooseKey = 'Write a module that calls upsert() with the columns of a unique index as its key.';
const fixRows = 'Give each row the whole primary key, and columns that the table has.';

// 2 and 3 are generated columns (https://sqlite.org/pragma.html#pragma_table_xinfo).
function unknownColumn(columns: readonly Column[], rows: readonly UpsertRow[]): string | undefined {
  const known = columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name);
  const named = new Set(rows.flatMap((row) => Object.keys(row ?? {})));
  const unknown = [...named].find((name) => !known.some((one) => isSameName(one, name)));
  return unknown === undefined ? undefined : `no column '${unknown}' can be written to`;
}
