// The migrations of a folder, as a migrator needs them. A file is read only for its checksum, its text or its module.
import { readFileSync } from 'node:fs';
import type { MigrationEntry, MigrationSource } from '@roostjs/migrations-core';
import { fileUnreadable } from '../errors.ts';
import { checksumOf } from './checksum.ts';
import { listMigrationFiles, type MigrationFile } from './list.ts';
import { loadModule } from './load.ts';

/** The migrations in this folder. `list` lists it again at each call. `list` and `load` throw MIGRATIONS.* and MIGRATION.*. */
export function folderSource(folder: string): MigrationSource {
  return { list: async () => listMigrationFiles(folder).map(toEntry) };
}

function toEntry({ name, path }: MigrationFile): MigrationEntry {
  let checksum: string | undefined;
  return {
    name,
    // Kept, so that a run uses the checksum that the file had when it was first read.
    get checksum() {
      checksum ??= checksumOf(readText(path));
      return checksum;
    },
    get text() {
      return readText(path);
    },
    load: async () => await loadModule(path),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}
