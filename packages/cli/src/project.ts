// Where a project keeps its migrations and records what is applied: by flag, or else by the nearest roost.json that sets it.
import { dirname, resolve } from 'node:path';
import { findWranglerConfig } from '@roostjs/d1-adapter/wrangler';
import type { Context } from './context.ts';
import type { LedgerFlags, ProjectFlags } from './flags.ts';
import { settingsUpFrom } from './project-settings/settings-file.ts';

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
 * folder of the project. Throws CONFIG.INVALID.
 */
export function migrationsFolder(place: Place, flags: ProjectFlags): string {
  if (flags.path !== undefined) return resolve(place.cwd, flags.path);
  const folder = projectFolder(place, flags);
  for (const { file, path } of settingsUpFrom(folder)) {
    if (path !== undefined) return resolve(dirname(file), path);
  }
  return resolve(folder, 'database', 'migrations');
}

/** The table that records applied migrations. Throws CONFIG.INVALID. */
export function ledgerTable(place: Place, flags: LedgerFlags): string {
  if (flags.ledger !== undefined) return flags.ledger;
  const settings = settingsUpFrom(projectFolder(place, flags));
  return settings.find(({ ledger }) => ledger !== undefined)?.ledger ?? 'migrations';
}
