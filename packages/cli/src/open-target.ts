// Opens the database of a target. Each driver is loaded only when it is used.
import { existsSync } from 'node:fs';
import type { RemoteD1Address, RemoteD1Database } from '@roostjs/d1-adapter/remote';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { isRoostError, type MigratorOptions, type SqlDatabase } from '@roostjs/migrations-core';
import type { Context } from './context.ts';
import { isServed, type Target, wranglerOptions } from './target.ts';

/** Where a remote database is. Its name is null if it was given by its id. */
export type RemotePlace = {
  readonly accountId: string;
  readonly databaseId: string;
  readonly databaseName: string | null;
};

export type OpenTarget = {
  readonly database: SqlDatabase;
  /** Options of the migrator that depend on the kind of database. */
  readonly migratorOptions: Pick<
    MigratorOptions,
    'bookmark' | 'rules' | 'trustAtomicBatches' | 'wranglerFile' | 'wranglerLedger'
  >;
  /** Finds the login, the account and the database; undefined for a local database. */
  readonly locate?: () => Promise<RemotePlace>;
  /** Reads a version of a Worker of the same account; undefined for a local database. */
  readonly workerVersion?: RemoteD1Database['workerVersion'];
  /** The statements that ran on it; undefined for a local database. */
  readonly insights?: RemoteD1Database['insights'];
  close(): void;
};

/**
 * Sends nothing to the database yet. If the local file does not exist, a rehearsal gets an empty database in memory, so that none is created.
 */
export async function openTarget(context: Context, target: Target, isRehearsal = false): Promise<OpenTarget> {
  if (target.kind === 'remote') {
    const { openRemoteD1 } = await import('@roostjs/d1-adapter/remote');
    const remote = openRemoteD1({ ...target.address, env: context.env, cwd: context.cwd });
    return {
      database: remote,
      migratorOptions: {
        trustAtomicBatches: false,
        bookmark: () => remote.timeTravelBookmark(),
        rules: brokenRule,
        ...wranglerOptions(target),
      },
      locate: remote.locate,
      workerVersion: remote.workerVersion,
      insights: remote.insights,
      close: () => {},
    };
  }
  if (isServed(target)) {
    const { openDevD1 } = await import('@roostjs/d1-adapter/dev');
    return {
      database: openDevD1(target.dev),
      // An answer can be lost where the server reloads.
      migratorOptions: { trustAtomicBatches: false, rules: brokenRule, ...wranglerOptions(target) },
      close: () => {},
    };
  }
  const { openLocalD1, openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  const d1Rules = target.kind === 'local' || target.d1Rules;
  const local =
    isRehearsal && !existsSync(target.file) ? openMemoryD1() : openLocalD1({ path: target.file, d1Rules });
  const migratorOptions = {
    ...(d1Rules ? { rules: brokenRule } : {}),
    ...wranglerOptions(target),
  };
  return { database: local, migratorOptions, close: () => local.close() };
}

/** The id of a database that has only a name; undefined if the account has none of this name. */
export async function remoteDatabaseId(
  { env, cwd }: Context,
  address: RemoteD1Address,
): Promise<string | undefined> {
  const { openRemoteD1 } = await import('@roostjs/d1-adapter/remote');
  try {
    return (await openRemoteD1({ ...address, env, cwd }).locate()).databaseId;
  } catch (error) {
    if (isRoostError(error) && error.code === 'REMOTE.DATABASE_NOT_FOUND') return undefined;
    throw error;
  }
}
