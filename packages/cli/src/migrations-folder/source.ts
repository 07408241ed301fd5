// The migrations of a folder, as the runner takes them. Reads a file when its checksum is asked for, its text or the module.
import { readFileSync } from 'node:fs';
import type { MigrationEntry, MigrationSource } from '@roostjs/migrations-core';
import { fileUnreadable } from '../errors.ts';
import { checksumOf } from './checksum.ts';
import { listMigrationFiles, type MigrationFile } from './list.ts';
import { loadModule } from './load.ts';

/** The migrations in this folder, listed anew each time. `list` and `load` throw MIGRATIONS.* and MIGRATION.*. */
export function folderSource(folder: string): MigrationSource {
  return { list: async () => listMigrationFiles(folder).map(toEntry) };
}

function toEntry({ name, path }: MigrationFile): MigrationEntry {
  let checksum: string | undefined;
  return {
    name,
    // Asked for by everything that looks for changes. A run goes by what the file was when it was first looked at.
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
