// Where a project keeps its migrations and records what is applied: by flag, or else by the nearest roost.json that sets it.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findWranglerConfig, wranglerConfigsBelow } from '@roostjs/d1-adapter/wrangler';
import type { Context } from './context.ts';
import { configNotFound } from './errors.ts';
import type { LedgerFlags, ProjectFlags, SeedersFlags } from './flags.ts';
import { nearestSetting } from './project-settings/settings-file.ts';

/** The working directory. */
type Place = Pick<Context, 'cwd'>;

/** The wrangler configuration; undefined if there is none. Whether a file that was named exists shows when it is read. */
export function configFile({ cwd }: Place, named: string | undefined): string | undefined {
  return named === undefined ? findWranglerConfig(cwd) : resolve(cwd, named);
}

/** The folder of the wrangler configuration, or the working directory if there is none. */
export function projectFolder(place: Place, { config }: Pick<ProjectFlags, 'config'>): string {
  const file = configFile(place, config);
  return file === undefined ? place.cwd : dirname(file);
}

/**
 * `--path` is relative to the working directory, a `path` of roost.json to its own folder, and the default to the
 * folder of the project. Throws CONFIG.INVALID, and CONFIG.NOT_FOUND at the root of a monorepo: if there is neither a
 * configuration nor the default folder, and there are configurations in folders below.
 */
export function migrationsFolder(place: Place, flags: ProjectFlags): string {
  return folderOf(place, flags, flags.path, 'path');
}

/** `--seeders`, `seeders` of roost.json, or the default: as for the migrations folder, with the same errors. */
export function seedersFolder(place: Place, flags: SeedersFlags): string {
  return folderOf(place, flags, flags.seeders, 'seeders');
}

/** The table that records applied migrations. Throws CONFIG.INVALID. */
export function ledgerTable(place: Place, flags: LedgerFlags): string {
  if (flags.ledger !== undefined) return flags.ledger;
  return nearestSetting(projectFolder(place, flags), 'ledger')?.value ?? 'migrations';
}

/** Whether make:migration fills its file if no flag says it. Throws CONFIG.INVALID. */
export function fillsStubs(place: Place, flags: Pick<ProjectFlags, 'config'>): boolean {
  return nearestSetting(projectFolder(place, flags), 'stubs')?.value === 'filled';
}

const defaultFolders = { path: 'database/migrations', seeders: 'database/seeders' } as const;

function folderOf(
  place: Place,
  flags: Pick<ProjectFlags, 'config'>,
  given: string | undefined,
  setting: keyof typeof defaultFolders,
): string {
  if (given !== undefined) return resolve(place.cwd, given);
  const folder = projectFolder(place, flags);
  const set = nearestSetting(folder, setting);
  if (set !== undefined) return resolve(dirname(set.file), set.value);
  const byDefault = resolve(folder, defaultFolders[setting]);
  if (configFile(place, flags.config) !== undefined || existsSync(byDefault)) return byDefault;
  const below = wranglerConfigsBelow(folder);
  if (below.length > 0) throw configNotFound(folder, below);
  return byDefault;
}
