// Which of the folders that were found is the one of the project. Pure.
import { migrationsAmbiguous } from '../errors.ts';
import type { MigrationFolder } from './migration-folders.ts';

/** Where migrations are and will be written; `found` is null if there are none that Roost can use. */
export type ChosenFolder = { readonly path: string; readonly found: MigrationFolder | null };

/**
 * The only folder with migrations that Roost can use, or of several the one that wrangler applies; else the default.
 * Throws INIT.MIGRATIONS_AMBIGUOUS.
 */
export function chooseFolder(
  folders: readonly MigrationFolder[],
  wranglerFolder: string | null,
  defaultPath: string,
): ChosenFolder {
  const usable = folders.filter(({ obstacle }) => obstacle === null);
  const [only, ...others] = usable;
  if (only === undefined) return { path: defaultPath, found: null };
  if (others.length === 0) return { path: only.path, found: only };
  const applied = usable.find(({ path }) => path === wranglerFolder);
  if (applied === undefined) throw migrationsAmbiguous(usable.map(({ path }) => path));
  return { path: applied.path, found: applied };
}
