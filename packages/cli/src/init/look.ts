// Looks at a project: its configuration, migrations, database, settings and packages. Writes nothing.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { foldersUpFrom, wranglerConfigsBelow } from '@roostjs/d1-adapter/wrangler';
import type { Context } from '../context.ts';
import { configNotFound } from '../errors.ts';
import type { DatabaseFlags } from '../flags.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { configFile, projectFolder } from '../project.ts';
import { allDatabases, configuredDatabase, findTarget, type Target } from '../target.ts';
import { type ChosenFolder, chooseFolder } from './choose-folder.ts';
import { lookAtDatabase } from './database.ts';
import type { Found } from './found.ts';
import { type MigrationFolder, migrationFolderAt, migrationFoldersBelow } from './migration-folders.ts';
import { readPackageFile } from './package-file.ts';
import { packageManagerOf } from './package-manager.ts';
import { type FoundSettings, findSettings } from './settings.ts';

/** Throws CONFIG.*, INIT.MIGRATIONS_AMBIGUOUS, INIT.PACKAGE_INVALID and what opening the database throws. */
export async function lookAtProject(context: Context, flags: DatabaseFlags): Promise<Found> {
  const config = configFile(context, flags.config) ?? null;
  const project = projectFolder(context, flags);
  if (config === null && flags.file === undefined) refuseMonorepo(project);
  const configWithoutDatabase = await textWithoutDatabase(context, flags);
  const hasNone = configWithoutDatabase !== null || (config === null && flags.file === undefined);
  const target = hasNone ? null : await findTarget(context, flags);
  const settings = findSettings(project, chosenByName(target, flags));
  const folders = migrationFoldersBelow(project, settings.seeders).filter(
    ({ path }) => !settings.taken.has(path),
  );
  const named = flags.path === undefined ? settings.folder : resolve(context.cwd, flags.path);
  const folder =
    named === undefined
      ? chooseFolder(folders, await wranglerFolder(context, target, flags), defaultFolder(project, settings))
      : namedFolder(named);
  const database =
    target === null ? null : await lookAtDatabase(context, target, folder, flags.ledger ?? settings.ledger);
  return {
    project,
    config,
    configWithoutDatabase,
    folder,
    folders,
    database,
    settings,
    packageFile: readPackageFile(project),
    packageManager: packageManagerOf(project),
    repository: foldersUpFrom(project).find((each) => existsSync(join(each, '.git'))) ?? project,
  };
}

/** null unless it is one in JSON, and the database to look at has not been named either. Throws CONFIG.*. */
async function textWithoutDatabase(context: Context, flags: DatabaseFlags): Promise<string | null> {
  const { file, database, env = context.env['CLOUDFLARE_ENV'], remote } = flags;
  if ([file, database, env].some((one) => one !== undefined) || remote) return null;
  const found = await allDatabases(context, flags);
  if (found === null || found.databases.length > 0 || !/\.jsonc?$/.test(found.config)) return null;
  return readText(found.config);
}

// A configuration of its own would hide those of the packages.
function refuseMonorepo(folder: string): void {
  const below = wranglerConfigsBelow(folder);
  if (below.length > 0) throw configNotFound(folder, below);
}

/** The database that was chosen by its name, as only one of several has to be; undefined otherwise. */
function chosenByName(
  target: Target | null,
  { database }: DatabaseFlags,
): { readonly binding: string; readonly name: string } | undefined {
  if (database === undefined || target === null || target.kind === 'file') return undefined;
  return { binding: target.binding, name: database };
}

function defaultFolder(project: string, { binding = '', taken }: FoundSettings): string {
  const usual = join(project, 'database', 'migrations');
  return taken.has(usual) ? join(project, 'database', binding.toLowerCase(), 'migrations') : usual;
}

function namedFolder(path: string): ChosenFolder {
  const found: MigrationFolder | undefined = migrationFolderAt(path);
  return { path, found: found?.obstacle === null ? found : null };
}

/** Where `wrangler d1 migrations apply` looks for its files. */
async function wranglerFolder(
  context: Context,
  target: Target | null,
  flags: DatabaseFlags,
): Promise<string | null> {
  if (target === null || target.kind === 'file') return null;
  const { config, database } = await configuredDatabase(context, flags);
  return resolve(dirname(config), database.migrationsDir ?? 'migrations');
}
