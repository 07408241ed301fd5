// What comes behind a migration that has no file, so that wrangler must not apply it before that one. Pure.
import type { ExportedMigration } from '@roostjs/migrations-core';

/** An exported migration, whose SQL fails until the last one before it that has no file is applied. */
export type WaitingFile = { readonly name: string; readonly for: string };

export type BehindOmitted = {
  readonly waiting: readonly WaitingFile[];
  /** Files in place, which wrangler applies too early, because they assert nothing. */
  readonly early: readonly WaitingFile[];
};

/** `isInPlace`: whether wrangler applies the migration's own file. */
export function behindOmitted(
  migrations: readonly ExportedMigration[],
  isInPlace: (name: string) => boolean,
): BehindOmitted {
  const [waiting, early]: [WaitingFile[], WaitingFile[]] = [[], []];
  let omitted: string | undefined;
  for (const { name, sql } of migrations) {
    if (isInPlace(name)) {
      if (omitted !== undefined) early.push({ name, for: omitted });
    } else if (sql === null) omitted = name;
    else if (omitted !== undefined) waiting.push({ name, for: omitted });
  }
  return { waiting, early };
}
