// Where a failure is: the file, and the line of SQL with a caret below the error.
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Output } from '../context.ts';
import type { FailedSql } from './failed-sql.ts';
import { frameLines } from './frame.ts';

/** What is known of it. */
export type ShownPlace = { readonly file?: string; readonly line?: number; readonly column?: number };

/** `file:line:column`, as editors and terminals link it, and the line of SQL. */
export function placeLines(
  output: Output,
  cwd: string,
  { file, line, column }: ShownPlace,
  failed: FailedSql | undefined,
): readonly string[] {
  const place = [line, column].filter((number) => number !== undefined).map((number) => `:${number}`);
  return [
    ...(file === undefined ? [] : [`      file: ${inline(relative(cwd, file))}${place.join('')}`]),
    ...(failed === undefined ? [] : frameLines(output, failed)),
  ];
}
