// What is imported, and where it goes. Refuses before anything is written what could overwrite or duplicate a migration.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlFiles } from '@roostjs/migrations-core';
import { importIntoItself, importNameTaken, importNothing, importSourceMissing } from '../errors.ts';
import { listMigrationFiles, listSqlFiles } from '../migrations-folder/list.ts';
import { readSqlFiles } from '../migrations-folder/read-text.ts';

export type ImportSource = {
  readonly migrations: readonly SqlFiles[];
  /** Scripts of the folder that are not SQL, and so are not imported. */
  readonly others: readonly string[];
};

/** Throws IMPORT.SOURCE_MISSING, IMPORT.INTO_ITSELF, IMPORT.NOTHING, IMPORT.NAME_TAKEN, MIGRATIONS.* and MIGRATION.*. */
export function readSource(from: string, to: string): ImportSource {
  if (!existsSync(from) || !statSync(from).isDirectory()) throw importSourceMissing(from);
  if (existsSync(to) && realpathSync.native(from) === realpathSync.native(to)) throw importIntoItself(from);
  const { migrations, others } = listSqlFiles(from);
  if (migrations.length === 0) throw importNothing(from, others);
  refuseTaken(
    to,
    migrations.map(({ name }) => name),
  );
  return { migrations: migrations.map(readSqlFiles), others };
}

/** The file of a migration's module. */
export function modulePath(folder: string, name: string): string {
  return join(folder, `${name}.ts`);
}

function refuseTaken(folder: string, names: readonly string[]): void {
  if (!existsSync(folder)) return;
  const present = new Set(listMigrationFiles(folder).map(({ name }) => name));
  const taken = names.filter((name) => present.has(name) || existsSync(modulePath(folder, name)));
  if (taken.length > 0) throw importNameTaken(folder, taken);
}
