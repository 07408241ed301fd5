// Writes the file of a new migration, without ever overwriting one.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderUnwritable, titleTaken } from '../errors.ts';
import { migrationTitle } from './name.ts';
import { migrationText, type Template } from './templates.ts';
import { freeTimestamp } from './timestamp.ts';

export type MakeMigrationOptions = {
  readonly folder: string;
  /** As typed; see `migrationTitle`. */
  readonly name: string;
  /** The table that it creates. Together with `table`, this one counts. */
  readonly create?: string | undefined;
  /** The table that it alters. */
  readonly table?: string | undefined;
  readonly now: Date;
};

export type MadeMigration = { readonly name: string; readonly path: string };

/**
 * Writes a migration that sorts by the second it was made in; the folder is created where there is none. Throws
 * MIGRATION.NAME_INVALID, MIGRATION.NAME_TAKEN, MIGRATION.TABLE_INVALID, MIGRATIONS.FOLDER_UNWRITABLE.
 */
export function makeMigration(options: MakeMigrationOptions): MadeMigration {
  const { folder, now } = options;
  const title = migrationTitle(options.name);
  const text = migrationText(templateOf(options));
  try {
    mkdirSync(folder, { recursive: true });
    for (;;) {
      const made = nextFile(folder, title, now);
      if (writeNew(made.path, text)) return made;
    }
  } catch (cause) {
    throw isSystemError(cause) ? folderUnwritable(folder, cause) : cause;
  }
}

function templateOf({ create, table }: MakeMigrationOptions): Template {
  if (create !== undefined) return { kind: 'create', table: create };
  return table === undefined ? { kind: 'blank' } : { kind: 'table', table };
}

function nextFile(folder: string, title: string, now: Date): MadeMigration {
  const taken = new Set<string>();
  for (const fileName of readdirSync(folder)) {
    const [, digits, rest] = /^(\d+)_(.*)$/.exec(fileName) ?? [];
    if (digits !== undefined) taken.add(digits);
    if (rest?.replace(/\.[cm]?[jt]s$/, '') === title) throw titleTaken(title, join(folder, fileName));
  }
  const name = `${freeTimestamp(now, taken)}_${title}`;
  return { name, path: join(folder, `${name}.ts`) };
}

// `wx` fails where the file exists: of two at once, the second looks at the folder again.
function writeNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

function isSystemError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause;
}
