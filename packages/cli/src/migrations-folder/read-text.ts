// The text of a migration's file.
import { readFileSync } from 'node:fs';
import { fileUnreadable } from '../errors.ts';

/** Throws MIGRATION.UNREADABLE. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}
