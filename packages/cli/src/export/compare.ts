// Compares each exported file with what it should contain. Writes nothing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withLineFeeds } from '@roostjs/internal-sql';
import { readDocument } from '../document-file.ts';
import { exportFolderUnusable } from '../errors.ts';
import { exportMarker } from '../migrations-folder/export-marker.ts';

/** `foreign` was not written by roost, and is never overwritten. */
export type FileState = 'missing' | 'stale' | 'unchanged' | 'foreign';

/** The file of a migration: the text that it should have, and how the present one compares to it. */
export type ExportedFile = {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly state: FileState;
};

/** The file of an earlier export whose migration no longer exists. */
export type OrphanedFile = { readonly path: string; readonly text: string };

/** A migration, and the file of an earlier export with the same statements. */
export type RenamedExport = { readonly name: string; readonly from: string };

/** The file `<name>.sql` of the folder. Throws EXPORT.FOLDER_UNUSABLE. */
export function exportedFile(folder: string, name: string, sql: string): ExportedFile {
  const path = pathOf(folder, name);
  const text = `${exportMarker} from the migration ${name}. Do not edit: run it again.\n${sql}`;
  return { name, path, text, state: stateOf(readText(folder, path), text) };
}

/** The path of the migration's file, if it exists. */
export function presentFile(folder: string, name: string): string | null {
  const path = pathOf(folder, name);
  return existsSync(path) ? path : null;
}

/** Files of earlier exports whose migration no longer exists: wrangler still applies them. Throws EXPORT.FOLDER_UNUSABLE. */
export function orphanedFiles(folder: string, names: readonly string[]): readonly OrphanedFile[] {
  if (!existsSync(folder)) return [];
  const known = new Set(names.map((name) => pathOf(folder, name)));
  return listFolder(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => join(folder, file))
    .filter((path) => !known.has(path))
    .map((path) => ({ path, text: readText(folder, path) ?? '' }))
    .filter(({ text }) => text.startsWith(exportMarker));
}

/** The migrations that an earlier export still holds under another name. */
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

// It is in the statement that records the migration.
function checksumIn(text: string): string | undefined {
  return /\nSELECT '[^'\n]+', coalesce\(max\(batch\), 0\) \+ 1, '([\da-f]{64})'/.exec(text)?.[1];
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw exportFolderUnusable(folder, cause);
  }
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${name}.sql`);
}

// A checkout may have changed line ends to CRLF. Within quotes, that changes a value: then the file is stale.
function stateOf(present: string | undefined, text: string): FileState {
  if (present === undefined) return 'missing';
  if (!present.startsWith(exportMarker)) return 'foreign';
  return withLineFeeds(present) === text ? 'unchanged' : 'stale';
}

function readText(folder: string, path: string): string | undefined {
  return readDocument(path, (_, cause) => exportFolderUnusable(folder, cause));
}
