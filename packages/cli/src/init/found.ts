// What roost init has found in a project, as data.
import type { WranglerConfig } from '@roostjs/d1-adapter/wrangler';
import type { ChosenFolder } from './choose-folder.ts';
import type { FoundDatabase } from './database.ts';
import type { MigrationFolder } from './migration-folders.ts';
import type { PackageFile } from './package-file.ts';
import type { PackageManager } from './package-manager.ts';
import type { FoundSettings } from './settings.ts';

export type Found = {
  /** The folder of the wrangler configuration, or the working directory. */
  readonly project: string;
  /** The file of the wrangler configuration; null if there is none. */
  readonly config: WranglerConfig['file'] | null;
  /** Its text, if a database can be added to it, since it has none in any environment; else null. */
  readonly configWithoutDatabase: string | null;
  readonly folder: ChosenFolder;
  /** Every folder with migrations, also those that Roost cannot use. */
  readonly folders: readonly MigrationFolder[];
  /** null without a configuration, or without a database in it. */
  readonly database: FoundDatabase | null;
  readonly settings: FoundSettings;
  readonly packageFile: PackageFile | undefined;
  readonly packageManager: PackageManager;
  /** The folder that has .git; the project's if there is none. */
  readonly repository: string;
};
