// Where a project keeps its migrations and records what is applied: by flag, or else by the nearest roost.json that sets it.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findWranglerConfig, readWranglerConfig, wranglerConfigsBelow } from '@roostjs/d1-adapter/wrangler';
import type { Context } from './context.ts';
import { configNotFound } from './errors.ts';
import type { LedgerFlags, ProjectFlags, SeedersFlags } from './flags.ts';
import { refuseUnknownDatabases } from './project-settings/remote-settings.ts';
import { settingOfChoice } from './project-settings/setting-of-choice.ts';
import { type Setting, type SettingKey, settingOf } from './project-settings/setting-of-database.ts';
import { settingsUpFrom } from './project-settings/settings-file.ts';

/** Where a command is started. */
type Place = Pick<Context, 'cwd' | 'env'>;

type Folder = Pick<Context, 'cwd'>;

/** What says which database. */
type ChoiceFlags = Pick<ProjectFlags, 'config' | 'env' | 'database'>;

/** The wrangler configuration; undefined if there is none. Whether a file that was named exists shows when it is read. */
export function configFile({ cwd }: Folder, named: string | undefined): string | undefined {
  return named === undefined ? findWranglerConfig(cwd) : resolve(cwd, named);
}

/** The folder of the wrangler configuration, or the working directory if there is none. */
export function projectFolder(place: Folder, { config }: Pick<ProjectFlags, 'config'>): string {
  const file = configFile(place, config);
  return file === undefined ? place.cwd : dirname(file);
}

/**
 * `--path` is relative to the working directory, a `path` of roost.json to its own folder, and the default to the
 * folder of the project. Throws CONFIG.INVALID, CONFIG.FOLDER_SHARED, CONFIG.DATABASE_UNCHOSEN, what choosing the database
 * throws, and CONFIG.NOT_FOUND at the root of a monorepo: if there is neither a configuration nor the default folder, and there
 * are configurations in folders below.
 */
export async function migrationsFolder(place: Place, flags: ProjectFlags): Promise<string> {
  return folderOf(place, flags, flags.path, 'path');
}

/** `--seeders`, `seeders` of roost.json, or the default: as for the migrations folder, with the same errors. */
export async function seedersFolder(place: Place, flags: SeedersFlags): Promise<string> {
  return folderOf(place, flags, flags.seeders, 'seeders');
}

/** The table that records applied migrations. Throws CONFIG.* likewise. */
export async function ledgerTable(place: Place, flags: LedgerFlags): Promise<string> {
  return flags.ledger ?? (await settingFor(place, flags, 'ledger', 'migrations')).value;
}

/** Whether make:migration fills its file if no flag says it. Throws CONFIG.INVALID. */
export function fillsStubs(place: Folder, flags: Pick<ProjectFlags, 'config'>): boolean {
  const files = settingsUpFrom(projectFolder(place, flags));
  return files.find(({ stubs }) => stubs !== undefined)?.stubs === 'filled';
}

const defaultFolders = { path: 'database/migrations', seeders: 'database/seeders' } as const;

async function folderOf(
  place: Place,
  flags: ChoiceFlags,
  given: string | undefined,
  key: keyof typeof defaultFolders,
): Promise<string> {
  if (given !== undefined) return resolve(place.cwd, given);
  const folder = projectFolder(place, flags);
  const { value, setFor } = await settingFor(place, flags, key, resolve(folder, defaultFolders[key]));
  if (setFor !== 'none' || configFile(place, flags.config) !== undefined || existsSync(value)) return value;
  const below = wranglerConfigsBelow(folder);
  if (below.length > 0) throw configNotFound(folder, below);
  return value;
}

// Reads the wrangler configuration only if the answer depends on the database: a command that needs none works without one.
async function settingFor(
  place: Place,
  flags: ChoiceFlags,
  key: SettingKey,
  byDefault: string,
): Promise<Setting> {
  const files = settingsUpFrom(projectFolder(place, flags));
  const config = configFile(place, flags.config);
  const isChosen = flags.database !== undefined || flags.env !== undefined;
  if (config === undefined && isChosen) throw configNotFound(place.cwd, wranglerConfigsBelow(place.cwd));
  const isByDatabase = isChosen || files.some(({ databases }) => databases !== undefined);
  if (!isByDatabase || config === undefined) return settingOf(files, key, byDefault);
  const wrangler = await readWranglerConfig(config);
  await refuseUnknownDatabases(files, wrangler, place.cwd);
  const choice = { environment: flags.env ?? place.env['CLOUDFLARE_ENV'], database: flags.database };
  return settingOfChoice({ files, key, byDefault }, wrangler, choice);
}
