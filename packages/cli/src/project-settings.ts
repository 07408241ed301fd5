// roost.json: the databases at Cloudflare that a project forbids, for good and whatever the flags, to commands that take data away.
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

/** An entry of `d1_databases`, with the environment that it stands in; that of the top level is the empty text. */
type Entry = D1Binding & { readonly environment: string; readonly accountId: string | undefined };

/**
 * What each roost.json forbids that lies in one of these places or above: the working directory, and the folder of the wrangler configuration
 * that was chosen. Throws CONFIG.INVALID for what a roost.json cannot be, an environment or a database that no wrangler configuration of the
 * project has among it: a slip must not lift what was meant.
 */
export async function prohibitionsAround(
  chosen: WranglerConfig,
  cwd: string,
): Promise<readonly Prohibition[]> {
  const places = [cwd, realpathSync(cwd), dirname(chosen.file), dirname(realpathSync(chosen.file))];
  const prohibitions: Prohibition[] = [];
  for (const folder of new Set(places.flatMap(foldersUpFrom))) {
    refuseOtherSpelling(join(folder, 'roost.jsonc'));
    const file = join(folder, 'roost.json');
    if (isThere(file)) prohibitions.push(prohibitionOf(file, await entriesOf(chosen, cwd, folder)));
  }
  return prohibitions;
}

function prohibitionOf(file: string, entries: readonly Entry[]): Prohibition {
  const top = tableOf(file, 'the top level', parse(file), ['forbidDestructive']);
  const forbidden = tableOf(file, 'forbidDestructive', top['forbidDestructive'], [
    'environments',
    'databases',
  ]);
  const names = {
    environments: namesOf(file, 'environments', forbidden, ({ environment }) => [environment], entries),
    databases: namesOf(file, 'databases', forbidden, namesOfDatabase, entries),
  };
  if (names.environments.length + names.databases.length === 0)
    throw settingsInvalid(file, 'forbidDestructive names nothing');
  const meant = entries.filter(
    (entry) =>
      names.environments.includes(entry.environment) ||
      namesOfDatabase(entry).some((name) => names.databases.includes(name)),
  );
  return { file, databases: meant.flatMap(addressesOf) };
}

// Of the configuration that was chosen, of the one that lies here unless another was, and of those beside roost.json: there may be
// one for each environment.
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
  return [binding, databaseName, databaseId, previewDatabaseId].filter(isGiven);
}

/** Both databases of the entry; none where it says of neither which one of the account it is. */
function addressesOf(entry: Entry): readonly RemoteD1Address[] {
  const { accountId, databaseName, databaseId, previewDatabaseId } = entry;
  return [
    ...(isGiven(databaseId) || isGiven(databaseName) ? [{ accountId, databaseId, databaseName }] : []),
    ...(isGiven(previewDatabaseId) ? [{ accountId, databaseId: previewDatabaseId }] : []),
  ];
}

// A template has an empty one, to be filled in.
function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

// Beside a wrangler.jsonc it is the next name to think of.
function refuseOtherSpelling(file: string): void {
  if (isThere(file))
    throw settingsInvalid(file, 'nothing is read: the file is called roost.json, and has no comments');
}

// A link that leads nowhere is there, and means something.
function isThere(file: string): boolean {
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
  if (repeated !== undefined) throw settingsInvalid(file, `'${repeated}' stands twice in one object`);
  return value;
}

function tableOf(
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
    throw settingsInvalid(file, `${key} has '${unknown}', and can have ${known.join(' and ')}`);
  return value as Record<string, unknown>;
}

function namesOf(
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
    `${key} names '${unknown}', and the databases of the wrangler configuration have ${has || 'none'}`,
  );
}
