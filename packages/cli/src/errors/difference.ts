// make:migration --from-schema and --from-drift
import { RoostError } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

export function schemaUnusable(file: string, reason: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.SCHEMA_UNUSABLE',
    message: `The schema in '${file}' cannot be used: ${reason}`,
    hint: 'Give a file of SQL that runs on an empty database by the rules of D1, such as roost schema:dump prints. Nothing was written.',
    details: { file },
    cause,
  });
}

export function replayFailed(cause: unknown): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.REPLAY_FAILED',
    message: `The migrations fail on an empty database, so their schema is not known: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'Fix the migration; roost migrate:verify tries each one. Nothing was written.',
    cause,
  });
}

export function migrationsNotApplied(target: string, names: readonly string[]): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.NOT_APPLIED',
    message: `What drifted is not known, because ${target} and the files do not have the same migrations: ${quoted(names)}.`,
    hint: 'Run roost migrate:status, which says what to do about each. Nothing was written.',
    details: { names },
  });
}

/** As they are written behind `--rename`; at least one. */
export function renameUndecided(renames: readonly string[]): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.RENAME_UNDECIDED',
    message: `What is dropped may be what is new under another name: ${quoted(renames)}.`,
    hint: `Say which is: --rename ${renames[0]}; or that none of them is, and what is dropped loses its rows or values: --no-rename. Nothing was written.`,
    details: { renames },
  });
}

export function renameUnknown(rename: string, possible: readonly string[]): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.RENAME_UNKNOWN',
    message: `--rename ${rename} fits no table or column that is dropped and one that is new.`,
    hint:
      possible.length === 0
        ? 'Write --rename old_table:new_table or --rename table.old_column:new_column. Nothing was written.'
        : `These are possible: ${possible.join(', ')}. Nothing was written.`,
    details: { rename, possible },
  });
}

export function valueMissing(columns: readonly string[]): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.VALUE_MISSING',
    message: `New columns that are NOT NULL have no value for existing rows: ${quoted(columns)}.`,
    hint: "Give them a DEFAULT or allow NULL in the schema, or write that migration by hand with rebuildTable's copy. Nothing was written.",
    details: { columns },
  });
}

export function needsTypeScript(tables: readonly string[]): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.NEEDS_TYPESCRIPT',
    message: `ALTER TABLE cannot make these changes, in one of the directions: ${quoted(tables)} must be rebuilt.`,
    hint: 'Omit --sql: a migration in TypeScript calls rebuildTable. Nothing was written.',
    details: { tables },
  });
}

export function packageMissing(cause: unknown): RoostError {
  return new RoostError({
    code: 'DIFFERENCE.PACKAGE_MISSING',
    message:
      "A table has to be rebuilt, but the migration cannot import '@roostjs/cli/schema': it is not installed in this project.",
    hint: 'Run npm install -D @roostjs/cli, then run the command again. Nothing was written.',
    cause,
  });
}

/** `flag`: in camel case. `owners`: the flags of which it says something. */
export function flagOfDifference(flag: string, owners: readonly string[]): RoostError {
  const shown = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new RoostError({
    code: 'CLI.USAGE',
    message: `${shown} was given without ${owners.join(' or ')}.`,
    hint: `Give ${owners.join(' or ')} as well, or omit ${shown}.`,
  });
}
