// Writes the file of a new migration. It never overwrites one.
import { mkdirSync, rmSync } from 'node:fs';
import { columnsWithoutTable, folderUnwritable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { parseColumns } from './columns.ts';
import { type CreatedMigration, createFile, type NewFile } from './create-file.ts';
import { type Intent, intentOf } from './intent.ts';
import { migrationTitle } from './name.ts';
import { stubOf } from './stub.ts';
import { migrationText, sqlMigrationText, type Template } from './templates.ts';

export type MakeMigrationOptions = {
  readonly folder: string;
  /** As the user typed it; see `migrationTitle`. */
  readonly name: string;
  /** The table that it creates. If both are given, `table` is ignored. */
  readonly create?: string | undefined;
  /** The table that it alters. */
  readonly table?: string | undefined;
  /** The columns that it creates or adds; see `parseColumns`. */
  readonly columns?: string | undefined;
  /** Whether the name says what it does. */
  readonly fill?: boolean;
  /** Whether it is written in SQL, and not in TypeScript. */
  readonly sql?: boolean;
  readonly now: Date;
};

export type MadeMigration = CreatedMigration & {
  /** What the file is filled with; `not-understood`: nothing, although its name should have said it. */
  readonly stub: Template['kind'] | 'not-understood';
};

/**
 * Writes a migration whose name starts with the current second, and creates the folder. Throws
 * MIGRATION.NAME_INVALID, MIGRATION.NAME_TAKEN, MIGRATION.TABLE_INVALID, MIGRATION.COLUMNS_INVALID,
 * MIGRATIONS.FOLDER_UNWRITABLE.
 */
export function makeMigration(options: MakeMigrationOptions): MadeMigration {
  const { folder, fill = false, sql = false, now } = options;
  const title = migrationTitle(options.name);
  const template = templateOf(title, options);
  const file = sql
    ? ({ title, extension: '.sql', text: sqlMigrationText(template) } as const)
    : ({ title, extension: '.ts', text: migrationText(template) } as const);
  const stub = fill && template.kind === 'blank' ? 'not-understood' : template.kind;
  return { ...inFolder(folder, () => createFile(folder, file, now)), stub };
}

/** Writes all files, in order, or none. Throws MIGRATION.NAME_TAKEN and MIGRATIONS.FOLDER_UNWRITABLE. */
export function createFiles(
  folder: string,
  files: readonly NewFile[],
  now: Date,
): readonly CreatedMigration[] {
  const created: CreatedMigration[] = [];
  if (files.length === 0) return created;
  return inFolder(folder, () => {
    try {
      for (const file of files) created.push(createFile(folder, file, now));
      return created;
    } catch (cause) {
      for (const { path } of created) rmSync(path, { force: true });
      throw cause;
    }
  });
}

function inFolder<T>(folder: string, work: () => T): T {
  try {
    mkdirSync(folder, { recursive: true });
    return work();
  } catch (cause) {
    throw isSystemError(cause) ? folderUnwritable(folder, cause) : cause;
  }
}

function templateOf(title: string, options: MakeMigrationOptions): Template {
  const { table, columns: given } = options;
  const columns = given === undefined ? null : parseColumns(given);
  const intent = intentFor(title, options);
  if (intent !== undefined) return { kind: 'filled', stub: stubOf(intent, columns) };
  if (columns !== null) throw columnsWithoutTable(title);
  return table === undefined ? { kind: 'blank' } : { kind: 'table', table };
}

/** Flags say it, or else the name, if it may. */
function intentFor(
  title: string,
  { create, table, columns, fill = false }: MakeMigrationOptions,
): Intent | undefined {
  if (create !== undefined) return { kind: 'create-table', table: create };
  if (table !== undefined)
    return columns === undefined ? undefined : { kind: 'add-columns', table, columns: [] };
  return fill || columns !== undefined ? intentOf(title) : undefined;
}
