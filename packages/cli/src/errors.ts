// Every code and message of the command line. docs/errors.md has an entry for each code.
import { messageOf, RoostError, type RoostFailure } from '@roostjs/internal-errors';

const namePattern = '<digits>_<title>, for example 20261123101500_create_posts_table.ts';

function fail(failure: RoostFailure): RoostError {
  return new RoostError(failure);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function inEnvironment(environment: string | undefined): string {
  return environment === undefined ? '' : ` for the environment '${environment}'`;
}

// --- The wrangler configuration

export function configNotFound(from: string): RoostError {
  return fail({
    code: 'CONFIG.NOT_FOUND',
    message: `There is no wrangler.json, wrangler.jsonc or wrangler.toml in '${from}' or in a folder above it.`,
    hint: "Run roost inside the Worker's project, or name the configuration with --config <file>.",
    details: { from },
  });
}

export function configMissing(file: string): RoostError {
  return fail({
    code: 'CONFIG.NOT_FOUND',
    message: `There is no file '${file}'.`,
    hint: 'Correct the path given with --config <file>, or leave the flag out to have it looked for.',
    details: { file },
  });
}

export function configUnreadable(file: string, cause: unknown): RoostError {
  return fail({
    code: 'CONFIG.UNREADABLE',
    message: `The configuration '${file}' cannot be read: ${messageOf(cause)}.`,
    hint: 'Make it a readable file, or name another one with --config <file>.',
    details: { file },
    cause,
  });
}

export function configFormatUnknown(file: string): RoostError {
  return fail({
    code: 'CONFIG.INVALID',
    message: `The configuration '${file}' is neither .json nor .jsonc nor .toml.`,
    hint: 'Name a wrangler configuration with --config <file>.',
    details: { file },
  });
}

/** A place in a text file; line and column count from 1. */
export type SourceLocation = { readonly file: string; readonly line: number; readonly column: number };

export function configSyntax(location: SourceLocation, problem: string, cause?: unknown): RoostError {
  const { file, line, column } = location;
  return fail({
    code: 'CONFIG.INVALID',
    message: `The configuration '${file}' cannot be parsed: ${problem} at line ${line}, column ${column}.`,
    hint: `Correct ${file}:${line}:${column}.`,
    details: { file, line, column },
    cause,
  });
}

export function configKeyInvalid(file: string, key: string, problem: string): RoostError {
  return fail({
    code: 'CONFIG.INVALID',
    message: `In '${file}', ${key} ${problem}.`,
    hint: 'See https://developers.cloudflare.com/workers/wrangler/configuration/#d1-databases for what it holds.',
    details: { file, key },
  });
}

export function environmentUnknown(file: string, environment: string, known: readonly string[]): RoostError {
  const has = known.length === 0 ? 'it has none' : `it has ${quoted(known)}`;
  return fail({
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    message: `'${file}' has no environment '${environment}': ${has}.`,
    hint: 'Choose one with --env <name> (or CLOUDFLARE_ENV), or pass --env "" for the top level.',
    details: { file, environment, known },
  });
}

export function databaseMissing(file: string, environment: string | undefined, lines: string): RoostError {
  return fail({
    code: 'CONFIG.DATABASE_MISSING',
    message: `'${file}' configures no D1 database${inEnvironment(environment)}.`,
    hint: `Add to it: ${lines}`,
    details: { file, environment, lines },
  });
}

export function databaseAmbiguous(
  file: string,
  environment: string | undefined,
  known: readonly string[],
): RoostError {
  return fail({
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    message: `'${file}' configures ${known.length} D1 databases${inEnvironment(environment)}: ${quoted(known)}.`,
    hint: 'Choose one with --database <binding or database_name>.',
    details: { file, environment, known },
  });
}

export function databaseUnknown(
  file: string,
  environment: string | undefined,
  database: string,
  known: readonly string[],
): RoostError {
  return fail({
    code: 'CONFIG.DATABASE_UNKNOWN',
    message: `'${file}' configures no D1 database '${database}'${inEnvironment(environment)}, but ${quoted(known)}.`,
    hint: 'Choose one of these with --database <binding or database_name>.',
    details: { file, environment, database, known },
  });
}

// --- The migrations folder

export function folderMissing(folder: string): RoostError {
  return fail({
    code: 'MIGRATIONS.FOLDER_MISSING',
    message: `There is no migrations folder '${folder}'.`,
    hint: 'Write a first migration with roost make:migration <name>, or name the folder with --path <folder>.',
    details: { folder },
  });
}

export function folderUnreadable(folder: string, cause: unknown): RoostError {
  return fail({
    code: 'MIGRATIONS.FOLDER_UNREADABLE',
    message: `The migrations folder '${folder}' cannot be read: ${messageOf(cause)}.`,
    hint: 'Make it a readable folder, or name another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function folderUnwritable(folder: string, cause: unknown): RoostError {
  return fail({
    code: 'MIGRATIONS.FOLDER_UNWRITABLE',
    message: `A migration cannot be written to '${folder}': ${messageOf(cause)}.`,
    hint: 'Make it a writable folder, or name another one with --path <folder>.',
    details: { folder },
    cause,
  });
}

export function fileNamesInvalid(folder: string, files: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `Not a name for a migration in '${folder}': ${quoted(files)}.`,
    hint: `Rename to ${namePattern} (.ts, .mts, .js or .mjs), or let a helper's name begin with an underscore.`,
    details: { folder, files },
  });
}

export function fileNamesDuplicate(folder: string, files: readonly string[]): RoostError {
  return fail({
    code: 'MIGRATION.NAME_DUPLICATE',
    message: `Files in '${folder}' share a migration's name: ${quoted(files)}.`,
    hint: 'Keep one file of each name, and compile to another folder.',
    details: { folder, files },
  });
}

export function fileUnreadable(file: string, cause: unknown): RoostError {
  return fail({
    code: 'MIGRATION.UNREADABLE',
    message: `The migration '${file}' cannot be read: ${messageOf(cause)}.`,
    hint: 'Make it a readable file, or remove it.',
    details: { file },
    cause,
  });
}

export function syntaxInvalid(location: SourceLocation, problem: string, cause: unknown): RoostError {
  const { file, line, column } = location;
  return fail({
    code: 'MIGRATION.SYNTAX',
    message: `'${file}' has a syntax error at line ${line}, column ${column}: ${problem}.`,
    hint: `Correct ${file}:${line}:${column}.`,
    details: { file, line, column },
    cause,
  });
}

export function importFailed(file: string, specifier: string, cause: unknown): RoostError {
  return fail({
    code: 'MIGRATION.IMPORT_FAILED',
    message: `'${file}' imports '${specifier}', which cannot be found.`,
    hint: 'Correct the import, or install the package that it names.',
    details: { file, specifier },
    cause,
  });
}

export function importThrew(file: string, cause: unknown): RoostError {
  return fail({
    code: 'MIGRATION.IMPORT_THREW',
    message: `'${file}' threw while it was loaded: ${messageOf(cause)}`,
    hint: 'A migration does its work inside up() and down(); correct what it does outside of them.',
    details: { file },
    cause,
  });
}

export function endedEarly(): RoostError {
  return fail({
    code: 'MIGRATION.UNFINISHED',
    message: 'The process ended before roost was done: a migration ends it, or awaits what never comes.',
    hint: 'roost migrate:status shows what is applied; correct the migration that was running.',
  });
}

export function promisesLost(messages: readonly string[], result: unknown): RoostError {
  return fail({
    code: 'MIGRATION.PROMISE_LOST',
    message: `The run came to its end, but a promise that nobody awaited failed: ${messages.join('; ')}`,
    hint: 'Write await before each call. Look at roost migrate:status: what the run has done stays done.',
    details: { messages, result },
  });
}

// --- make:migration

export function titleInvalid(input: string, problem: string): RoostError {
  return fail({
    code: 'MIGRATION.NAME_INVALID',
    message: `'${input}' cannot name a migration: ${problem}.`,
    hint: 'Give a title of letters, digits and underscores, for example create_posts_table.',
    details: { input },
  });
}

export function tableInvalid(table: string, problem: string): RoostError {
  return fail({
    code: 'MIGRATION.TABLE_INVALID',
    message: `'${table}' cannot name a table: ${problem}.`,
    hint: 'Give --create or --table the name of a table, for example posts.',
    details: { table },
  });
}

export function titleTaken(title: string, file: string): RoostError {
  return fail({
    code: 'MIGRATION.NAME_TAKEN',
    message: `There is a migration '${title}' already: '${file}'.`,
    hint: 'Choose another name, or edit that file while it is pending everywhere.',
    details: { title, file },
  });
}

// --- The command line

export function usage(message: string, command: string | undefined): RoostError {
  const [problem = message, suggestion] = message.replace(/^error: /, '').split('\n');
  return fail({
    code: 'CLI.USAGE',
    message: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${problem.endsWith('.') ? '' : '.'}`,
    hint:
      suggestion?.replace(/[()]/g, '') ??
      `roost ${command === undefined ? '--help' : `help ${command}`} shows the usage.`,
  });
}

export function workingFolderInvalid(folder: string): RoostError {
  return fail({
    code: 'CLI.USAGE',
    message: `--cwd names '${folder}', which is no folder.`,
    hint: 'Correct the path, or leave --cwd out to work in the current folder.',
    details: { folder },
  });
}

export function resolutionMissing(): RoostError {
  return fail({
    code: 'CLI.USAGE',
    message: 'Neither --applied nor --rolled-back was given.',
    hint: 'Say what holds in the schema: all of the migration (--applied) or none of it (--rolled-back).',
  });
}
