// The text of a migration's file.
import { readFileSync } from 'node:fs';
import type { SqlFiles } from '@roostjs/migrations-core';
import { fileUnreadable, notUtf8 } from '../errors.ts';
import type { MigrationFile } from './list.ts';

/** Throws MIGRATION.UNREADABLE. */
export function readText(path: string): string {
  return read(path).toString('utf8');
}

/** The SQL of the migration. Throws MIGRATION.UNREADABLE, also if it is not UTF-8: its values would be changed. */
export function readSqlFiles({ name, path, downPath }: MigrationFile): SqlFiles {
  const up = readUtf8(path);
  return downPath === null ? { name, up } : { name, up, down: readUtf8(downPath) };
}

function readUtf8(path: string): string {
  const bytes = read(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) throw notUtf8(path);
  return text;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}
