// The migrations of a folder, as a migrator needs them. A file is read only for its checksum, its text or its module.
import {
  type MigrationEntry,
  type MigrationSource,
  migrationFromSql,
  type SqlFiles,
} from '@roostjs/migrations-core';
import { checksumOf } from './checksum.ts';
import { listMigrationFiles, type MigrationFile } from './list.ts';
import { loadModule } from './load.ts';
import { readSqlFiles, readText } from './read-text.ts';

/** The migrations in this folder. `list` lists it again at each call. `list` and `load` throw MIGRATIONS.* and MIGRATION.*. */
export function folderSource(folder: string): MigrationSource {
  return { list: async () => listMigrationFiles(folder).map(migrationEntry) };
}

/** The file as a migrator needs it. */
export function migrationEntry(file: MigrationFile): MigrationEntry {
  return file.kind === 'sql' ? sqlEntry(file) : moduleEntry(file);
}

function moduleEntry({ name, path }: MigrationFile): MigrationEntry {
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

// The files are read once, when they are first needed: a run goes by what they were then.
function sqlEntry(file: MigrationFile): MigrationEntry {
  let read: SqlFiles | undefined;
  const files = (): SqlFiles => {
    read ??= readSqlFiles(file);
    return read;
  };
  return {
    name: file.name,
    get checksum() {
      const { up, down } = files();
      return checksumOf(down === undefined ? up : `${up}\0${down}`);
    },
    get text() {
      return files().up;
    },
    get downText() {
      return files().down;
    },
    load: async () => migrationFromSql(files()),
  };
}
