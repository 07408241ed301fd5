// Writes the file of a new migration. It never overwrites one.
import { mkdirSync } from 'node:fs';
import { folderUnwritable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { type CreatedMigration, createFile } from './create-file.ts';
import { migrationTitle } from './name.ts';
import { migrationText, sqlMigrationText, type Template } from './templates.ts';

export type MakeMigrationOptions = {
  readonly folder: string;
  /** As the user typed it; see `migrationTitle`. */
  readonly name: string;
  /** The table that it creates. If both are given, `table` is ignored. */
  readonly create?: string | undefined;
  /** The table that it alters. */
  readonly table?: string | undefined;
  /** Whether it is written in SQL, and not in TypeScript. */
  readonly sql?: boolean;
  readonly now: Date;
};

/**
 * Writes a migration whose name starts with the current second, and creates the folder. Throws
 * MIGRATION.NAME_INVALID, MIGRATION.NAME_TAKEN, MIGRATION.TABLE_INVALID, MIGRATIONS.FOLDER_UNWRITABLE.
 */
export function makeMigration(options: MakeMigrationOptions): CreatedMigration {
  const { folder, sql = false, now } = options;
  const title = migrationTitle(options.name);
  const template = templateOf(options);
  const file = sql
    ? ({ title, extension: '.sql', text: sqlMigrationText(template) } as const)
    : ({ title, extension: '.ts', text: migrationText(template) } as const);
  try {
    mkdirSync(folder, { recursive: true });
    return createFile(folder, file, now);
  } catch (cause) {
    throw isSystemError(cause) ? folderUnwritable(folder, cause) : cause;
  }
}

function templateOf({ create, table }: MakeMigrationOptions): Template {
  if (create !== undefined) return { kind: 'create', table: create };
  return table === undefined ? { kind: 'blank' } : { kind: 'table', table };
}
