// roost.json: the databases at Cloudflare on which a project forbids commands that delete data. No flag overrides it.
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';
import {
  type D1Binding,
  findWranglerConfig,
  foldersUpFrom,
  readWranglerConfig,
  type WranglerConfig,
} from '@roostjs/d1-adapter/wrangler';
import { messageOf } from '@roostjs/internal-errors';
import { settingsInvalid } from './errors.ts';
import { repeatedKey } from './repeated-key.ts';

/** What one roost.json forbids. */
export type Prohibition = { readonly file: string; readonly databases: readonly RemoteD1Address[] };

/** An entry of `d1_databases` and its environment, which is empty at the top level. */
type Entry = D1Binding & { readonly environment: string; readonly accountId: string | undefined };

/**
 * What each roost.json forbids that is in the working directory, in the folder of the chosen wrangler configuration, or above one of them.
 * Throws CONFIG.INVALID if a roost.json is invalid, or names an environment or a database that no wrangler configuration of the project has:
 * a typing mistake must not lift a prohibition.
 */
export async function findProhibitions(chosen: WranglerConfig, cwd: string): Promise<readonly Prohibition[]> {
  const places = [cwd, realpathSync(cwd), dirname(chosen.file), dirname(realpathSync(chosen.file))];
  const prohibitions: Prohibition[] = [];
  for (const folder of new Set(places.flatMap(foldersUpFrom))) {
    refuseOtherSpelling(join(folder, 'roost.jsonc'));
    const file = join(folder, 'roost.json');
    if (exists(file)) prohibitions.push(parseProhibition(file, await entriesOf(chosen, cwd, folder)));
  }
  return prohibitions;
}

function parseProhibition(file: string, entries: readonly Entry[]): Prohibition {
  const top = parseObject(file, 'the top level', parse(file), ['forbidDestructive']);
  const forbidden = parseObject(file, 'forbidDestructive', top['forbidDestructive'], [
    'environments',
    'databases',
  ]);
  const names = {
    environments: parseNames(file, 'environments', forbidden, ({ environment }) => [environment], entries),
    databases: parseNames(file, 'databases', forbidden, namesOfDatabase, entries),
  };
  if (names.environments.length + names.databases.length === 0)
    throw settingsInvalid(file, 'forbidDestructive names nothing');
  const forbiddenEntries = entries.filter(
    (entry) =>
      names.environments.includes(entry.environment) ||
      namesOfDatabase(entry).some((name) => names.databases.includes(name)),
  );
  return { file, databases: forbiddenEntries.flatMap(addressesOf) };
}

// From the chosen configuration, from the one that is found without --config, and from those next to roost.json: there may be one for
// each environment.
async function entriesOf(chosen: WranglerConfig, cwd: string, folder: string): Promise<readonly Entry[]> {
  const beside = readdirSync(folder)
    .filter((name) => /^wrangler\b.*\.(?:jsonc?|toml)$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  const here = findWranglerConfig(cwd) ?? [];
  const others = await Promise.all([...new Set(beside.concat(here))].map(readWranglerConfig));
  return [chosen, ...others].flatMap(entriesIn);
}

function entriesIn(config: WranglerConfig): readonly Entry[] {
  return [['', config] as const, ...config.environments].flatMap(([environment, { accountId, databases }]) =>
    databases.map((database) => ({ ...database, environment, accountId })),
  );
}

function namesOfDatabase({
  binding,
  databaseName,
  databaseId,
  previewDatabaseId,
}: D1Binding): readonly string[] {
  return [binding, databaseName, databaseId, previewDatabaseId].filter(isNonEmpty);
}

/** Both databases of the entry; none if it identifies neither of them. */
function addressesOf(entry: Entry): readonly RemoteD1Address[] {
  const { accountId, databaseName, databaseId, previewDatabaseId } = entry;
  return [
    ...(isNonEmpty(databaseId) || isNonEmpty(databaseName) ? [{ accountId, databaseId, databaseName }] : []),
    ...(isNonEmpty(previewDatabaseId) ? [{ accountId, databaseId: previewDatabaseId }] : []),
  ];
}

// In a template it is empty, to be filled in.
function isNonEmpty(text: string | undefined): text is string {
  return text !== undefined && text !== '';
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

function parseObject(
  file: string,
  key: string,
  value: unknown,
  known: readonly string[],
): Record<string, unknown> {
  if (value === undefined) throw settingsInvalid(file, `${key} is missing`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw settingsInvalid(file, `${key} must be an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw settingsInvalid(file, `${key} has '${unknown}', but can only have ${known.join(' and ')}`);
  return value as Record<string, unknown>;
}

function parseNames(
  file: string,
  kind: string,
  forbidden: Record<string, unknown>,
  namesIn: (entry: Entry) => readonly string[],
  entries: readonly Entry[],
): readonly string[] {
  const key = `forbidDestructive.${kind}`;
  const value = forbidden[kind];
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw settingsInvalid(file, `${key} must be an array of names`);
  if (value.length === 0) throw settingsInvalid(file, `${key} names nothing`);
  const known = new Set(entries.flatMap(namesIn));
  const unknown = value.find((name) => !known.has(name));
  if (unknown === undefined) return value;
  const has = [...known].map((name) => `'${name}'`).join(', ');
  throw settingsInvalid(
    file,
    `${key} names '${unknown}', but the wrangler configuration has ${has || 'none'}`,
  );
}
