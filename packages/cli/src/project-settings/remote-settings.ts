// What a project demands of commands that write to a database at Cloudflare. No flag overrides it.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';
import {
  type D1Binding,
  findWranglerConfig,
  readWranglerConfig,
  remoteDatabaseName,
  type WranglerConfig,
} from '@roostjs/d1-adapter/wrangler';
import { settingsInvalid } from '../errors.ts';
import { type ForbiddenNames, type SettingsFile, settingsUpFrom } from './settings-file.ts';

/** What one roost.json forbids. */
export type Prohibition = { readonly file: string; readonly databases: readonly RemoteD1Address[] };

/** An entry of `d1_databases` and its environment, which is empty at the top level. */
type Entry = D1Binding & {
  readonly environment: string;
  readonly accountId: string | undefined;
  /** Its own or the one that wrangler gives it. */
  readonly remoteName: string | undefined;
};

/**
 * What each roost.json demands that is in the working directory, in the folder of the chosen wrangler configuration, or above one of them.
 * Throws CONFIG.INVALID if a roost.json is invalid, or names an environment or a database that no wrangler configuration of the project has:
 * a typing mistake must not lift a prohibition.
 */
export async function remoteSettings(
  chosen: WranglerConfig,
  cwd: string,
): Promise<{ readonly prohibitions: readonly Prohibition[]; readonly confirmsWrites: boolean }> {
  const places = [cwd, realpathSync(cwd), dirname(chosen.file), dirname(realpathSync(chosen.file))];
  const byFile = new Map(places.flatMap(settingsUpFrom).map((each) => [each.file, each]));
  const settings = [...byFile.values()];
  return {
    prohibitions: await prohibitionsOf(settings, chosen, cwd),
    confirmsWrites: settings.some(({ confirmRemoteWrites }) => confirmRemoteWrites === true),
  };
}

async function prohibitionsOf(
  settings: readonly SettingsFile[],
  chosen: WranglerConfig,
  cwd: string,
): Promise<readonly Prohibition[]> {
  const prohibitions: Prohibition[] = [];
  for (const { file, forbidDestructive } of settings) {
    if (forbidDestructive === undefined) continue;
    const entries = await entriesOf(chosen, cwd, dirname(file));
    refuseUnknownNames(file, forbidDestructive, entries);
    prohibitions.push({ file, databases: forbiddenIn(entries, forbidDestructive).flatMap(addressesOf) });
  }
  return prohibitions;
}

/** Throws CONFIG.INVALID if a roost.json has settings for a database that no wrangler configuration of the project has. */
export async function refuseUnknownDatabases(
  settings: readonly SettingsFile[],
  chosen: WranglerConfig,
  cwd: string,
): Promise<void> {
  for (const { file, databases } of settings) {
    if (databases === undefined) continue;
    const entries = await entriesOf(chosen, cwd, dirname(file));
    const known = entries.flatMap(({ binding, databaseName }) => [binding, databaseName].filter(isNonEmpty));
    refuseUnknown(file, 'databases', [...databases.keys()], known);
  }
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
  return [['', config] as const, ...config.environments].flatMap(([environment, settings]) =>
    settings.databases.map((database) => ({
      ...database,
      environment,
      accountId: settings.accountId,
      remoteName: remoteDatabaseName(settings, database),
    })),
  );
}

function refuseUnknownNames(
  file: string,
  { environments, databases }: ForbiddenNames,
  entries: readonly Entry[],
): void {
  const known = { environments: entries.map(environmentOf), databases: entries.flatMap(namesOfDatabase) };
  refuseUnknown(file, 'forbidDestructive.environments', environments, known.environments);
  refuseUnknown(file, 'forbidDestructive.databases', databases, known.databases);
}

function refuseUnknown(file: string, key: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const has = [...new Set(known)].map((name) => `'${name}'`).join(', ');
  throw settingsInvalid(
    file,
    `${key} names '${unknown}', but the wrangler configuration has ${has || 'none'}`,
  );
}

function forbiddenIn(
  entries: readonly Entry[],
  { environments, databases }: ForbiddenNames,
): readonly Entry[] {
  return entries.filter(
    (entry) =>
      environments.includes(environmentOf(entry)) ||
      namesOfDatabase(entry).some((name) => databases.includes(name)),
  );
}

function environmentOf({ environment }: Entry): string {
  return environment;
}

function namesOfDatabase({ binding, remoteName, databaseId, previewDatabaseId }: Entry): readonly string[] {
  return [binding, remoteName, databaseId, previewDatabaseId].filter(isNonEmpty);
}

/** Both databases of the entry; none if it identifies neither of them. */
function addressesOf(entry: Entry): readonly RemoteD1Address[] {
  const { accountId, remoteName: databaseName, databaseId, previewDatabaseId } = entry;
  return [
    ...(isNonEmpty(databaseId) || isNonEmpty(databaseName) ? [{ accountId, databaseId, databaseName }] : []),
    ...(isNonEmpty(previewDatabaseId) ? [{ accountId, databaseId: previewDatabaseId }] : []),
  ];
}

// In a template it is empty, to be filled in.
function isNonEmpty(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
