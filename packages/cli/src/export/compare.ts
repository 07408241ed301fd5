// What an export would change: each file as it should be, beside what is there. Writes nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLineFeeds } from '@roostjs/internal-sql';
import { exportFolderUnusable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';

/** `foreign` was not written by roost, and is never overwritten. */
export type FileState = 'missing' | 'stale' | 'unchanged' | 'foreign';

/** A migration's file: the text that it should have, and how what is there compares to it. */
export type ExportedFile = {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly state: FileState;
};

/** The file of an earlier export whose migration is gone. */
export type OrphanedFile = { readonly path: string; readonly text: string };

/** A migration, and the file that an earlier export wrote of the same text. */
export type RenamedExport = { readonly name: string; readonly from: string };

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
export function orphanedFiles(folder: string, names: readonly string[]): readonly OrphanedFile[] {
  if (!existsSync(folder)) return [];
  const known = new Set(names.map((name) => pathOf(folder, name)));
  return listed(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => join(folder, file))
    .filter((path) => !known.has(path))
    .map((path) => ({ path, text: readText(folder, path) ?? '' }))
    .filter(({ text }) => text.startsWith(marker));
}

/** Which of the migrations an earlier export holds under another name, as far as its file is still there. */
export function renamedFiles(
  orphans: readonly OrphanedFile[],
  files: readonly ExportedFile[],
): readonly RenamedExport[] {
  return files.flatMap(({ name, text }) => {
    const checksum = checksumIn(text);
    const left = orphans.find((orphan) => checksum !== undefined && checksumIn(orphan.text) === checksum);
    return left === undefined ? [] : [{ name, from: left.path }];
  });
}

// In the statement that records the migration.
function checksumIn(text: string): string | undefined {
  return /\nSELECT '[^'\n]+', coalesce\(max\(batch\), 0\) \+ 1, '([\da-f]{64})'/.exec(text)?.[1];
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
