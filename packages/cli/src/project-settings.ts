// roost.json, beside the wrangler configuration: what the project has settled for good, whatever the flags.
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { D1Binding, WranglerConfig } from '@roostjs/d1-adapter/wrangler';
import { settingsInvalid } from './errors.ts';

/** Where commands that take data away are forbidden. A database is called by its binding, its name or an id. */
export type ProjectSettings = {
  readonly file: string;
  readonly environments: readonly string[];
  readonly databases: readonly string[];
};

/**
 * undefined where there is no file. Throws CONFIG.INVALID for what it cannot be, an environment or a database that the
 * wrangler configuration does not have among it: a slip must not lift what was meant.
 */
export function readProjectSettings(config: string, wrangler: WranglerConfig): ProjectSettings | undefined {
  const file = join(dirname(config), 'roost.json');
  refuseOtherSpelling(join(dirname(config), 'roost.jsonc'));
  // A link that leads nowhere is there, and means something.
  if (!isThere(file)) return undefined;
  const top = tableOf(file, 'the top level', parse(file), ['forbidDestructive']);
  const { forbidDestructive = {} } = top;
  const forbidden = tableOf(file, 'forbidDestructive', forbidDestructive, ['environments', 'databases']);
  const environments = namesOf(file, 'forbidDestructive.environments', forbidden['environments'], [
    '',
    ...wrangler.environments.keys(),
  ]);
  const databases = namesOf(file, 'forbidDestructive.databases', forbidden['databases'], [
    ...allDatabases(wrangler).flatMap(namesOfDatabase),
  ]);
  return { file, environments, databases };
}

/** The file that forbids it for this database, or null. The environment of the top level is the empty text. */
export function forbiddingFile(
  settings: ProjectSettings | undefined,
  environment: string | undefined,
  database: D1Binding,
): string | null {
  if (settings === undefined) return null;
  const isForbidden =
    settings.environments.includes(environment ?? '') ||
    namesOfDatabase(database).some((name) => settings.databases.includes(name));
  return isForbidden ? settings.file : null;
}

// Beside a wrangler.jsonc it is the next name to think of.
function refuseOtherSpelling(file: string): void {
  if (isThere(file))
    throw settingsInvalid(file, 'nothing is read: the file is called roost.json, and has no comments');
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function allDatabases({ databases, environments }: WranglerConfig): readonly D1Binding[] {
  return [...databases, ...[...environments.values()].flatMap((environment) => environment.databases)];
}

function namesOfDatabase({
  binding,
  databaseName,
  databaseId,
  previewDatabaseId,
}: D1Binding): readonly string[] {
  return [binding, databaseName, databaseId, previewDatabaseId].filter((name) => name !== undefined);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw settingsInvalid(
      file,
      `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function tableOf(
  file: string,
  key: string,
  value: unknown,
  known: readonly string[],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw settingsInvalid(file, `${key} must be an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw settingsInvalid(file, `${key} has '${unknown}', and can have ${known.join(' and ')}`);
  return value as Record<string, unknown>;
}

function namesOf(file: string, key: string, value: unknown, known: readonly string[]): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw settingsInvalid(file, `${key} must be an array of names`);
  const unknown = value.find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  const has = known.map((name) => `'${name}'`).join(', ');
  throw settingsInvalid(
    file,
    `${key} names '${unknown}', and the wrangler configuration has ${has || 'none'}`,
  );
}
