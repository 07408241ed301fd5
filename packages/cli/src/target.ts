// Flags and the wrangler configuration → the database to work on.
import { relative, resolve } from 'node:path';
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';
import {
  chooseDatabase,
  type D1Binding,
  type DatabaseChoice,
  localDatabaseFile,
  localDatabaseId,
  readWranglerConfig,
  type WranglerConfig,
  wranglerConfigsBelow,
  wranglerRemoteAddress,
} from '@roostjs/d1-adapter/wrangler';
import type { MigratorOptions, WranglerFile } from '@roostjs/migrations-core';
import type { Context } from './context.ts';
import { configNotFound, rulesNeeded } from './errors.ts';
import type { TargetFlags } from './flags.ts';
import { configFile } from './project.ts';
import { type Prohibition, remoteSettings } from './project-settings/remote-settings.ts';

/** Where a command is started. */
type Place = Pick<Context, 'cwd' | 'env'>;

/** A database, as `--json` shows it. `name` is its name in messages. */
export type Target =
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly binding: string;
      readonly environment: string | null;
      readonly config: string;
      readonly file: string;
      /** The running `wrangler dev` through which it is used, and the id by which that serves it; null to use the file itself. */
      readonly dev: { readonly url: string; readonly databaseId: string } | null;
      /** Which database `wrangler dev` serves: this file, or with `remote: true` the one at Cloudflare. */
      readonly wranglerDev: 'local' | 'remote';
      /** The table in which wrangler records its own migrations. */
      readonly wranglerLedger: string;
      readonly wranglerFile: WranglerFile;
    }
  | { readonly kind: 'file'; readonly name: string; readonly file: string; readonly d1Rules: boolean }
  | RemoteTarget;

/** A database on this machine. */
export type LocalTarget = Exclude<Target, { kind: 'remote' }>;

/** A database at Cloudflare. `address` holds what the configuration says; the rest is looked up at Cloudflare. */
export type RemoteTarget = {
  readonly kind: 'remote';
  readonly name: string;
  readonly binding: string;
  readonly environment: string | null;
  readonly config: string;
  readonly preview: boolean;
  readonly address: RemoteD1Address;
  readonly wranglerLedger: string;
  readonly wranglerFile: WranglerFile;
  /** Databases on which the project forbids commands that delete data. This one may be among them. */
  readonly prohibitions: readonly Prohibition[];
  /** Whether roost.json demands the database's name for each write. */
  readonly confirmsWrites: boolean;
};

/** Whether a running `wrangler dev` is asked instead of the file. */
export function isServed(target: Target): target is ServedTarget {
  return target.kind === 'local' && target.dev !== null;
}

type WranglerTarget = Extract<Target, { kind: 'local' }>;
type ServedTarget = WranglerTarget & { readonly dev: NonNullable<WranglerTarget['dev']> };

/** What a target says of wrangler's ledger: all of it, for whatever works on the database. */
export function wranglerOptions(target: Target): Pick<MigratorOptions, 'wranglerLedger' | 'wranglerFile'> {
  if (target.kind === 'file') return {};
  const { wranglerLedger, wranglerFile } = target;
  return { wranglerLedger, wranglerFile };
}

/** The table in which wrangler records its own migrations. */
export function wranglerLedgerOf({ migrationsTable }: D1Binding): string {
  return migrationsTable ?? 'd1_migrations';
}

/** What follows a migration's name in that table. */
export function wranglerFileOf({ migrationsPattern = '' }: D1Binding): WranglerFile {
  return (['/migration.sql', '.up.sql'] as const).find((end) => migrationsPattern.endsWith(end)) ?? '.sql';
}

/** The name of the environment, of a target that has one. */
export function environmentOf(target: Exclude<Target, { kind: 'file' }>): string {
  const name = target.environment === null || target.environment === '' ? 'top level' : target.environment;
  return target.kind === 'remote' && target.preview ? `${name}, preview` : name;
}

/** Throws CONFIG.* as `readWranglerConfig` and `chooseDatabase` do, and CONFIG.NOT_FOUND if there is no configuration. */
export async function findTarget(context: Place, flags: TargetFlags): Promise<Target> {
  const { cwd } = context;
  if (flags.file !== undefined) return fileTarget(cwd, resolve(cwd, flags.file), flags.d1Rules);
  if (!flags.d1Rules) throw rulesNeeded();
  const { config, wrangler, choice, database } = await configuredDatabase(context, flags);
  const known = {
    name: database.databaseName ?? database.binding,
    binding: database.binding,
    environment: choice.environment ?? null,
    config,
    wranglerLedger: wranglerLedgerOf(database),
    wranglerFile: wranglerFileOf(database),
  };
  if (flags.remote) {
    const preview = flags.preview ?? false;
    const address = wranglerRemoteAddress(wrangler, { ...choice, preview });
    return {
      kind: 'remote',
      ...known,
      name: address.databaseName ?? known.name,
      preview,
      ...(await remoteSettings(wrangler, cwd)),
      address,
    };
  }
  const { persistTo } = flags;
  const dev = flags.dev === undefined ? null : { url: flags.dev, databaseId: localDatabaseId(database) };
  const file = localDatabaseFile(database, { config, cwd, persistTo });
  return { kind: 'local', ...known, file, dev, wranglerDev: database.remote ? 'remote' : 'local' };
}

/** A database of the wrangler configuration, and the choice by which it was found. */
export type ConfiguredDatabase = {
  readonly config: string;
  readonly wrangler: WranglerConfig;
  readonly choice: DatabaseChoice;
  readonly database: D1Binding;
};

/** Throws as `findTarget` does. */
export async function configuredDatabase(
  { cwd, env }: Place,
  flags: Pick<TargetFlags, 'config' | 'env' | 'database'>,
): Promise<ConfiguredDatabase> {
  const config = configFile({ cwd }, flags.config);
  if (config === undefined) throw configNotFound(cwd, wranglerConfigsBelow(cwd));
  const choice = { environment: flags.env ?? env['CLOUDFLARE_ENV'], database: flags.database };
  const wrangler = await readWranglerConfig(config);
  return { config, wrangler, choice, database: chooseDatabase(wrangler, choice) };
}

/** All databases of the configuration, of every environment; null if there is no configuration. Throws CONFIG.*. */
export async function allDatabases(
  { cwd }: Pick<Place, 'cwd'>,
  { config }: Pick<TargetFlags, 'config'>,
): Promise<(Pick<ConfiguredDatabase, 'config'> & { readonly databases: readonly D1Binding[] }) | null> {
  const file = configFile({ cwd }, config);
  if (file === undefined) return null;
  const { databases, environments } = await readWranglerConfig(file);
  const others = [...environments.values()].flatMap((environment) => environment.databases);
  return { config: file, databases: [...databases, ...others] };
}

function fileTarget(cwd: string, file: string, d1Rules: boolean): Target {
  return { kind: 'file', name: relative(cwd, file) || file, file, d1Rules };
}
