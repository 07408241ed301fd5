// How a file that migrate:export has written is told from a migration in SQL.
import { closeSync, openSync, readSync } from 'node:fs';
import { fileUnreadable } from '../errors.ts';

export const exportMarker = '-- Written by roost migrate:export';

/** Whether the file starts with the marker. Throws MIGRATION.UNREADABLE. */
export function isExported(path: string): boolean {
  try {
    return startOf(path, exportMarker.length) === exportMarker;
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}

function startOf(path: string, bytes: number): string {
  const start = Buffer.alloc(bytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, bytes, 0);
  } finally {
    closeSync(file);
  }
  return start.toString();
}
