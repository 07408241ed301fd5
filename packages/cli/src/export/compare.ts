// What an export would change: each file as it should be, beside what is there. Writes nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLineFeeds } from '@roostjs/internal-sql';
import { exportFolderUnusable } from '../errors.ts';
import { isSystemError } from '../make/system-error.ts';

/** `foreign` was not written by roost, and is never overwritten. */
export type FileState = 'missing' | 'stale' | 'unchanged' | 'foreign';

/** A migration's file: the text that it should have, and how what is there compares to it. */
export type ExportedFile = {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly state: FileState;
};

const marker = '-- Written by roost migrate:export';

/** The file `<name>.sql` of the folder. Throws EXPORT.FOLDER_UNUSABLE. */
export function exportedFile(folder: string, name: string, sql: string): ExportedFile {
  const path = pathOf(folder, name);
  const text = `${marker} from the migration ${name}. Do not edit: run it again.\n${sql}`;
  return { name, path, text, state: stateOf(readText(folder, path), text) };
}

/** The path of the migration's file where there is one. */
export function presentFile(folder: string, name: string): string | null {
  const path = pathOf(folder, name);
  return existsSync(path) ? path : null;
}

/** Files of earlier exports whose migration is gone: wrangler goes on applying them. Throws EXPORT.FOLDER_UNUSABLE. */
export function orphanedFiles(folder: string, names: readonly string[]): readonly string[] {
  if (!existsSync(folder)) return [];
  const known = new Set(names.map((name) => pathOf(folder, name)));
  return listed(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => join(folder, file))
    .filter((path) => !known.has(path) && readText(folder, path)?.startsWith(marker));
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw exportFolderUnusable(folder, cause);
  }
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${name}.sql`);
}

// A checkout may have made CRLF of the line ends. Within quotes that has changed a value: then it is stale.
function stateOf(present: string | undefined, text: string): FileState {
  if (present === undefined) return 'missing';
  if (!present.startsWith(marker)) return 'foreign';
  return withLineFeeds(present) === text ? 'unchanged' : 'stale';
}

function readText(folder: string, path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return undefined;
    throw exportFolderUnusable(folder, cause);
  }
}
