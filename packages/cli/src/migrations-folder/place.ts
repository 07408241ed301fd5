// Where a failure is in the file of a migration or a seeder.
import { existsSync, readFileSync } from 'node:fs';
import { type PlanStep, placeOf } from '@roostjs/migrations-core';
import { type Failure, failedSql } from '../output/failed-sql.ts';
import { migrationPath } from './list.ts';
import { lineThrownAt } from './thrown-at.ts';

export type PlaceInFile = { readonly file: string; readonly line?: number; readonly column?: number };

/** As much of the place as the failed statement, or what was thrown, shows. */
export function placeInFile(file: string, error: Failure): PlaceInFile {
  return { file, ...(placeOfFailure(file, error) ?? placeThrownAt(file, error.cause)) };
}

// The file could be read a moment ago; if it cannot be now, the failure itself is what counts. Without the place of the
// error, it is the line on which the statement begins.
function placeOfFailure(file: string, error: Failure): Omit<PlaceInFile, 'file'> | undefined {
  const failed = failedSql(error, true);
  if (failed === undefined || !existsSync(file)) return undefined;
  const place = placeOf(readFileSync(file, 'utf8'), failed.sql, failed.at);
  if (place === null) return undefined;
  return failed.at === undefined ? { line: place.line } : place;
}

function placeThrownAt(file: string, cause: unknown): Omit<PlaceInFile, 'file'> {
  const line = lineThrownAt(file, cause);
  return line === undefined ? {} : { line };
}

/** The same of a migration; nothing if it has no file. */
export function placeOfMigration(
  folder: string,
  { name, direction }: Pick<PlanStep, 'name' | 'direction'>,
  failure: Failure,
): Partial<PlaceInFile> {
  const file = migrationPath(folder, name, direction);
  return file === undefined ? {} : placeInFile(file, failure);
}
