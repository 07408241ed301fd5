// The errors about the wrangler configuration.
import { messageOf, RoostError } from '@roostjs/internal-errors';

/** A position in a text file; line and column start at 1. */
export type SourceLocation = { readonly file: string; readonly line: number; readonly column: number };

export function configMissing(file: string): RoostError {
  return new RoostError({
    code: 'CONFIG.NOT_FOUND',
    message: `The configuration '${file}' does not exist.`,
    hint: 'Correct the path of --config <file>, or omit the flag to search for the file.',
    details: { file },
  });
}

export function configUnreadable(file: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'CONFIG.UNREADABLE',
    message: `Cannot read the configuration '${file}': ${messageOf(cause)}.`,
    hint: 'Make the file readable, or choose another one with --config <file>.',
    details: { file },
    cause,
  });
}

export function configFormatUnknown(file: string): RoostError {
  return new RoostError({
    code: 'CONFIG.INVALID',
    message: `The configuration '${file}' is not a .json, .jsonc or .toml file.`,
    hint: 'Choose a wrangler configuration with --config <file>.',
    details: { file },
  });
}

export function configSyntax(location: SourceLocation, problem: string, cause?: unknown): RoostError {
  const { file, line, column } = location;
  return new RoostError({
    code: 'CONFIG.INVALID',
    message: `Cannot parse the configuration '${file}': ${problem} at line ${line}, column ${column}.`,
    hint: `Correct ${file}:${line}:${column}.`,
    details: { file, line, column },
    cause,
  });
}

export function configKeyInvalid(file: string, key: string, problem: string): RoostError {
  return new RoostError({
    code: 'CONFIG.INVALID',
    message: `In '${file}', ${key} ${problem}.`,
    hint: 'See https://developers.cloudflare.com/workers/wrangler/configuration/#d1-databases for its format.',
    details: { file, key },
  });
}

export function environmentUnknown(file: string, environment: string, known: readonly string[]): RoostError {
  const has = known.length === 0 ? 'it has none' : `it has ${quoted(known)}`;
  return new RoostError({
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    message: `'${file}' has no environment '${environment}': ${has}.`,
    hint: `${known.length === 0 ? 'Add it to the configuration' : 'Choose one with --env <name> (or CLOUDFLARE_ENV)'}, or use --env "" for the top level.`,
    details: { file, environment, known },
  });
}

export function databaseMissing(file: string, environment: string | undefined, lines: string): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_MISSING',
    message: `'${file}' configures no D1 database${inEnvironment(environment)}.`,
    hint: `Add to the file:${lines.includes('\n') ? '\n' : ' '}${lines}`,
    details: { file, environment, lines },
  });
}

export function databaseAmbiguous(
  file: string,
  environment: string | undefined,
  known: readonly string[],
): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    message: `'${file}' configures ${known.length} D1 databases${inEnvironment(environment)}: ${quoted(known)}.`,
    hint: 'Choose one with --database <binding or database_name>.',
    details: { file, environment, known },
  });
}

export function databaseNameAmbiguous(
  file: string,
  environment: string | undefined,
  database: string,
  meant: readonly string[],
): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    message: `'${database}' matches ${meant.length} D1 databases in '${file}'${inEnvironment(environment)}: ${quoted(meant)}.`,
    hint: 'Use a binding or database_name that only one of them has, or give each its own name.',
    details: { file, environment, database, known: meant },
  });
}

export function databaseUnknown(
  file: string,
  environment: string | undefined,
  database: string,
  known: readonly string[],
): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_UNKNOWN',
    message: `'${file}' configures no D1 database '${database}'${inEnvironment(environment)}, only ${quoted(known)}.`,
    hint: 'Choose one of these with --database <binding or database_name>.',
    details: { file, environment, database, known },
  });
}

export function databaseIdMissing(file: string, database: string): RoostError {
  return new RoostError({
    code: 'CONFIG.DATABASE_ID_MISSING',
    message: `'${file}' has neither database_id nor database_name for the D1 database '${database}', and no name of the Worker.`,
    hint: 'Add the name of the Worker, with which `wrangler deploy` names the databases that it creates, or the database_id that `wrangler d1 list` shows.',
    details: { file, database },
  });
}

export function previewIdMissing(file: string, database: string): RoostError {
  return new RoostError({
    code: 'CONFIG.PREVIEW_ID_MISSING',
    message: `'${file}' has no preview_database_id for the D1 database '${database}'.`,
    hint: 'Add preview_database_id, or omit --preview to use the database itself.',
    details: { file, database },
  });
}

function inEnvironment(environment: string | undefined): string {
  return environment === undefined ? '' : ` for the environment '${environment}'`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
