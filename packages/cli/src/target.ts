// Flags and the wrangler configuration → the database to work on and the folder of its migrations.
import { dirname, relative, resolve } from 'node:path';
import {
  chooseDatabase,
  findWranglerConfig,
  localDatabaseFile,
  readWranglerConfig,
} from '@roostjs/d1-adapter/wrangler';
import type { Environment } from './context.ts';
import { configNotFound } from './errors.ts';

/** The flags that say which database; as commander gives them. */
export type TargetFlags = {
  readonly config?: string;
  readonly env?: string;
  readonly database?: string;
  readonly persistTo?: string;
  readonly file?: string;
};

/** A database, as `--json` shows it. `name` is how people call it. */
export type Target =
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly binding: string;
      readonly environment: string | null;
      readonly config: string;
      readonly file: string;
    }
  | { readonly kind: 'file'; readonly name: string; readonly file: string };

/** Throws CONFIG.* as `readWranglerConfig` and `chooseDatabase` do, and CONFIG.NOT_FOUND where there is none. */
export async function findTarget(
  flags: TargetFlags,
  config: string | undefined,
  cwd: string,
  env: Environment,
): Promise<Target> {
  if (flags.file !== undefined) return fileTarget(resolve(cwd, flags.file), cwd);
  if (config === undefined) throw configNotFound(cwd);
  const environment = flags.env ?? env['CLOUDFLARE_ENV'];
  const database = chooseDatabase(await readWranglerConfig(config), {
    ...(environment === undefined ? {} : { environment }),
    ...(flags.database === undefined ? {} : { database: flags.database }),
  });
  return {
    kind: 'local',
    name: database.databaseName ?? database.binding,
    binding: database.binding,
    environment: environment ?? null,
    config,
    file: localDatabaseFile(database, { config, cwd, persistTo: flags.persistTo }),
  };
}

/** `--path` against the working directory; the default against the project's folder, the configuration's. */
export function migrationsFolder(path: string | undefined, config: string | undefined, cwd: string): string {
  if (path !== undefined) return resolve(cwd, path);
  return resolve(config === undefined ? cwd : dirname(config), 'database', 'migrations');
}

/** The wrangler configuration that is meant; whether one that was named is there shows when it is read. */
export function configFile(named: string | undefined, cwd: string): string | undefined {
  return named === undefined ? findWranglerConfig(cwd) : resolve(cwd, named);
}

function fileTarget(file: string, cwd: string): Target {
  return { kind: 'file', name: relative(cwd, file) || file, file };
}
