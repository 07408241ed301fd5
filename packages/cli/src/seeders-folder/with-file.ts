// Core knows seeders by name, but people open files.
import { detailsOf, isRoostError, RoostError } from '@roostjs/migrations-core';
import { placeInFile } from '../migrations-folder/place.ts';
import type { SeederFile } from './list.ts';

/** The error with the file of its seeder, and the line if it is known; anything else as it is. */
export function withSeederFile(error: unknown, files: readonly SeederFile[], more: object = {}): unknown {
  if (!isRoostError(error)) return error;
  const { code, message, hint, cause } = error;
  const { seeder } = detailsOf(error);
  const file = files.find(({ name }) => name === seeder)?.path;
  const place = file === undefined ? {} : placeInFile(file, error);
  return new RoostError({ code, message, hint, cause, details: { ...error.details, ...more, ...place } });
}
