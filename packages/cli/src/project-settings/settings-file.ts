// roost.json: what a project sets. Found in a folder or above it, like the wrangler configuration.
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from '@roostjs/d1-adapter/wrangler';
import { messageOf } from '@roostjs/internal-errors';
import { settingsInvalid } from '../errors.ts';
import { repeatedKey } from './repeated-key.ts';

/** What one roost.json says; undefined for each setting that it does not have. */
export type SettingsFile = {
  readonly file: string;
  /** The migrations folder, relative to the folder of the file. */
  readonly path: string | undefined;
  /** The seeders folder, relative to the folder of the file. */
  readonly seeders: string | undefined;
  /** The table that records applied migrations. */
  readonly ledger: string | undefined;
  /** Where the application's queries are: paths relative to the folder of the file, and `insights`. */
  readonly queries: readonly string[] | undefined;
  /** The same three for one database, by its binding or `database_name`. */
  readonly databases: ReadonlyMap<string, DatabaseSettings> | undefined;
  /** Whether make:migration fills the file with what the name says. */
  readonly stubs: 'filled' | 'empty' | undefined;
  /** Databases on which commands that delete data are forbidden. */
  readonly forbidDestructive: ForbiddenNames | undefined;
  /** Whether each write to a database at Cloudflare needs its name. */
  readonly confirmRemoteWrites: boolean | undefined;
};

/** What can be set for each database. At least one is. */
export type DatabaseSettings = {
  readonly path: string | undefined;
  readonly seeders: string | undefined;
  readonly ledger: string | undefined;
};

/** `environments` and `databases` of the wrangler configuration, by name; at least one. */
export type ForbiddenNames = {
  readonly environments: readonly string[];
  readonly databases: readonly string[];
};

/** The settings of the folder and of those above it, nearest first. Throws CONFIG.INVALID. */
export function settingsUpFrom(folder: string): readonly SettingsFile[] {
  return foldersUpFrom(folder).flatMap((each) => {
    refuseOtherSpelling(join(each, 'roost.jsonc'));
    const file = join(each, 'roost.json');
    return exists(file) ? [parseSettings(file)] : [];
  });
}

/** The nearest file that says where the application's queries are; undefined if none does. Throws CONFIG.INVALID. */
export function queriesSetting(
  folder: string,
): { readonly file: string; readonly value: readonly string[] } | undefined {
  for (const { file, queries } of settingsUpFrom(folder))
    if (queries !== undefined) return { file, value: queries };
  return undefined;
}

function parseSettings(file: string): SettingsFile {
  const top = parseObject(file, 'the top level', parse(file), [
    'path',
    'seeders',
    'ledger',
    'queries',
    'databases',
    'stubs',
    'forbidDestructive',
    'confirmRemoteWrites',
  ]);
  if (Object.keys(top).length === 0) throw settingsInvalid(file, 'nothing is set');
  return {
    file,
    ...parseDatabaseSettings(file, '', top),
    queries: parseQueries(file, top['queries']),
    databases: parseDatabases(file, top['databases']),
    stubs: parseStubs(file, top['stubs']),
    forbidDestructive: parseForbidden(file, top['forbidDestructive']),
    confirmRemoteWrites: parseToggle(file, 'confirmRemoteWrites', top['confirmRemoteWrites']),
  };
}

// A user of wrangler.jsonc may expect this name.
function refuseOtherSpelling(file: string): void {
  if (exists(file))
    throw settingsInvalid(file, 'nothing is read: the settings belong in roost.json, without comments');
}

// A broken link counts too: somebody put it there on purpose.
function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function parse(file: string): unknown {
  let text: string;
  let value: unknown;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    value = JSON.parse(text);
  } catch (cause) {
    throw settingsInvalid(file, `it cannot be read: ${messageOf(cause)}`);
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw settingsInvalid(file, `'${repeated}' occurs twice in one object`);
  return value;
}

function parseDatabases(file: string, value: unknown): SettingsFile['databases'] {
  if (value === undefined) return undefined;
  const databases = Object.entries(parseObject(file, 'databases', value));
  if (databases.length === 0) throw settingsInvalid(file, 'databases names nothing');
  return new Map(
    databases.map(([name, settings]) => {
      const key = `databases.${name}`;
      const object = parseObject(file, key, settings, ['path', 'seeders', 'ledger']);
      if (Object.keys(object).length === 0) throw settingsInvalid(file, `${key} sets nothing`);
      return [name, parseDatabaseSettings(file, `${key}.`, object)];
    }),
  );
}

function parseDatabaseSettings(
  file: string,
  prefix: string,
  { path, seeders, ledger }: Readonly<Record<string, unknown>>,
): DatabaseSettings {
  return {
    path: parseText(file, `${prefix}path`, path),
    seeders: parseText(file, `${prefix}seeders`, seeders),
    ledger: parseText(file, `${prefix}ledger`, ledger),
  };
}

function parseForbidden(file: string, value: unknown): ForbiddenNames | undefined {
  if (value === undefined) return undefined;
  const forbidden = parseObject(file, 'forbidDestructive', value, ['environments', 'databases']);
  const names = {
    environments: parseNames(file, 'forbidDestructive.environments', forbidden['environments']),
    databases: parseNames(file, 'forbidDestructive.databases', forbidden['databases']),
  };
  if (names.environments.length + names.databases.length === 0)
    throw settingsInvalid(file, 'forbidDestructive names nothing');
  return names;
}

function parseObject(
  file: string,
  key: string,
  value: unknown,
  known?: readonly string[],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw settingsInvalid(file, `${key} must be an object`);
  const unknown = Object.keys(value).find((name) => known?.includes(name) === false);
  if (unknown !== undefined)
    throw settingsInvalid(file, `${key} has '${unknown}', but can only have ${known?.join(' and ')}`);
  return value as Record<string, unknown>;
}

function parseText(file: string, key: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw settingsInvalid(file, `${key} must be a text, and not empty`);
}

function parseToggle(file: string, key: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw settingsInvalid(file, `${key} must be true or false`);
}

function parseStubs(file: string, value: unknown): SettingsFile['stubs'] {
  if (value === undefined || value === 'filled' || value === 'empty') return value;
  throw settingsInvalid(file, "stubs must be 'filled' or 'empty'");
}

function parseQueries(file: string, value: unknown): readonly string[] | undefined {
  const names = typeof value === 'string' ? [value] : value;
  if (names === undefined) return undefined;
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string' && name !== '');
  if (!isList || names.length === 0)
    throw settingsInvalid(file, "queries must be a path, or a list of paths and 'insights'");
  return names;
}

function parseNames(file: string, key: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw settingsInvalid(file, `${key} must be an array of names`);
  if (value.length === 0) throw settingsInvalid(file, `${key} names nothing`);
  return value;
}
