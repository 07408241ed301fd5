// Flags and the wrangler configuration → the database to work on and the folder of its migrations.

import { dirname, relative, resolve } from 'node:path';
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';
import {
  chooseDatabase,
  type D1Binding,
  type DatabaseChoice,
  findWranglerConfig,
  localDatabaseFile,
  readWranglerConfig,
  type WranglerConfig,
  wranglerRemoteAddress,
} from '@roostjs/d1-adapter/wrangler';
import type { Environment } from './context.ts';
import { configNotFound, rulesNeeded } from './errors.ts';
import type { TargetFlags } from './flags.ts';
import { type Prohibition, prohibitionsAround } from './project-settings.ts';

/** A database, as `--json` shows it. `name` is how people call it. */
export type Target =
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly binding: string;
      readonly environment: string | null;
      readonly config: string;
      readonly file: string;
      /** The table in which wrangler records its own migrations. */
      readonly wranglerLedger: string;
    }
  | { readonly kind: 'file'; readonly name: string; readonly file: string; readonly d1Rules: boolean }
  | RemoteTarget;

/** The database at Cloudflare. `address` is what the configuration says; what it does not say is asked for there. */
export type RemoteTarget = {
  readonly kind: 'remote';
  readonly name: string;
  readonly binding: string;
  readonly environment: string | null;
  readonly config: string;
  readonly preview: boolean;
  readonly address: RemoteD1Address;
  readonly wranglerLedger: string;
  /** What the project forbids for good, this database or others, to commands that take data away. */
  readonly prohibitions: readonly Prohibition[];
};

/** The table in which wrangler records its own migrations. */
export function wranglerLedgerOf({ migrationsTable }: D1Binding): string {
  return migrationsTable ?? 'd1_migrations';
}

/** What the environment is called, of a target that has one. */
export function environmentOf(target: Exclude<Target, { kind: 'file' }>): string {
  const name = target.environment === null || target.environment === '' ? 'top level' : target.environment;
  return target.kind === 'remote' && target.preview ? `${name}, preview` : name;
}

/** Throws CONFIG.* as `readWranglerConfig` and `chooseDatabase` do, and CONFIG.NOT_FOUND where there is none. */
export async function findTarget(
  flags: TargetFlags,
  config: string | undefined,
  cwd: string,
  env: Environment,
): Promise<Target> {
  if (flags.file !== undefined) return fileTarget(resolve(cwd, flags.file), cwd, flags.d1Rules);
  if (!flags.d1Rules) throw rulesNeeded();
  const { config: file, wrangler, choice, database } = await configuredDatabase(flags, config, cwd, env);
  const known = {
    name: database.databaseName ?? database.binding,
    binding: database.binding,
    environment: choice.environment ?? null,
    config: file,
    wranglerLedger: wranglerLedgerOf(database),
  };
  if (flags.remote) {
    const preview = flags.preview ?? false;
    return {
      kind: 'remote',
      ...known,
      preview,
      prohibitions: await prohibitionsAround(wrangler, cwd),
      address: wranglerRemoteAddress(wrangler, { ...choice, preview }),
    };
  }
  const { persistTo } = flags;
  return { kind: 'local', ...known, file: localDatabaseFile(database, { config: file, cwd, persistTo }) };
}

/** A database as the wrangler configuration has it, and the choice that it was found by. */
export type ConfiguredDatabase = {
  readonly config: string;
  readonly wrangler: WranglerConfig;
  readonly choice: DatabaseChoice;
  readonly database: D1Binding;
};

/** Throws as `findTarget`. */
export async function configuredDatabase(
  flags: Pick<TargetFlags, 'env' | 'database'>,
  config: string | undefined,
  cwd: string,
  env: Environment,
): Promise<ConfiguredDatabase> {
  if (config === undefined) throw configNotFound(cwd);
  const choice = { environment: flags.env ?? env['CLOUDFLARE_ENV'], database: flags.database };
  const wrangler = await readWranglerConfig(config);
  return { config, wrangler, choice, database: chooseDatabase(wrangler, choice) };
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

function fileTarget(file: string, cwd: string, d1Rules: boolean): Target {
  return { kind: 'file', name: relative(cwd, file) || file, file, d1Rules };
}
