// What a seeder is, for its author and for the one that runs it, and how its module is checked.

import { defaultExport, isGenerator, isObject, isOptional } from '../migration/load.ts';
import type { MigrationContext, MigrationDatabase } from '../migration/migration.ts';
import { migrationFromSql } from '../migration/sql-migration.ts';
import { seederInvalid } from './errors.ts';
import type { UpsertRow } from './upsert.ts';

/** The default export of a seeder's file: `export default { … } satisfies Seeder`. */
export interface Seeder {
  /**
   * Writes rows so that it can run again with the same result, for example with `upsert`. As in a migration, reads
   * reach the real database, and writes are recorded and commit together when the function has returned.
   */
  run(this: MigrationContext, db: MigrationDatabase): Promise<void> | void;
  /** `false` runs each call at once instead of recording it, as in a migration. */
  readonly withinTransaction?: boolean;
}

/** A seeder that only has rows, by table: they are upserted by each table's primary key. */
export type RowSeeder = { readonly rows: Readonly<Record<string, readonly UpsertRow[]>> };

export type SeederEntry = {
  readonly name: string;
  /** Returns the module, whose default export is the seeder, or the seeder itself, which may be SQL. */
  load(): Promise<unknown>;
};

export type LoadedSeeder = { readonly name: string; readonly seeder: Seeder | RowSeeder };

/** Loads all of them, in this order, and runs none. Throws SEED.INVALID, and what `load` throws. */
export async function loadSeeders(entries: readonly SeederEntry[]): Promise<readonly LoadedSeeder[]> {
  const loaded: LoadedSeeder[] = [];
  for (const { name, load } of entries) {
    const seeder = defaultExport(await load());
    loaded.push({ name, seeder: typeof seeder === 'string' ? fromSql(name, seeder) : checked(name, seeder) });
  }
  return loaded;
}

export function isRowSeeder(seeder: Seeder | RowSeeder): seeder is RowSeeder {
  return 'rows' in seeder;
}

function fromSql(name: string, sql: string): Seeder {
  const { up, down, withinTransaction = true } = migrationFromSql({ name, up: sql });
  if (down !== undefined) throw seederInvalid(name, "it has a section '-- down'");
  return { run: up, withinTransaction };
}

function checked(name: string, seeder: unknown): Seeder | RowSeeder {
  const fault = faultOf(seeder);
  if (fault !== undefined) throw seederInvalid(name, fault);
  return seeder as Seeder | RowSeeder;
}

function faultOf(seeder: unknown): string | undefined {
  if (seeder === undefined) return 'it has no default export';
  if (!isObject(seeder)) return 'its default export is not an object';
  if ('rows' in seeder) return rowsFault(seeder['rows']);
  if (typeof seeder['run'] !== 'function') return 'its default export has no run() function';
  if (isGenerator(seeder['run'])) return 'its run() is a generator';
  if (!isOptional(seeder['withinTransaction'], 'boolean')) return 'its withinTransaction is not a boolean';
  return undefined;
}

function rowsFault(rows: unknown): string | undefined {
  if (!isObject(rows) || Array.isArray(rows)) return 'it is not an object of table and rows';
  const table = Object.keys(rows).find((name) => !Array.isArray(rows[name]));
  return table === undefined ? undefined : `the rows of '${table}' are not a list`;
}
