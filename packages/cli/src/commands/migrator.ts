// What every command on a database shares: target, folder, driver and migrator, opened and closed around the work.

import { openLocalD1 } from '@roostjs/d1-adapter/local';
import type { MigrationListener, Migrator } from '@roostjs/migrations-core';
import { createMigrator, isRoostError, RoostError } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { CommonFlags } from '../flags.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { showProgress } from '../output/progress.ts';
import { configFile, findTarget, migrationsFolder, type Target, type TargetFlags } from '../target.ts';

export type DatabaseFlags = CommonFlags & TargetFlags & { readonly ledger: string };

/** Gives the work a migrator for the database that the flags name. The database is closed whatever happens. */
export async function withMigrator<T>(
  context: Context,
  flags: DatabaseFlags,
  work: (migrator: Migrator, target: Target) => Promise<T>,
): Promise<T> {
  const config = configFile(flags.config, context.cwd);
  const target = await findTarget(flags, config, context.cwd, context.env);
  const folder = migrationsFolder(flags.path, config, context.cwd);
  const silent: MigrationListener = () => {};
  const database = openLocalD1({ path: target.file });
  try {
    const migrator = createMigrator({
      database,
      migrations: folderSource(folder),
      ledger: flags.ledger,
      now: context.clock,
      onEvent: flags.json ? silent : showProgress(context.stderr, target.name),
    });
    return await work(migrator, target);
  } catch (error) {
    throw withFile(error, folder);
  } finally {
    database.close();
  }
}

// Core knows migrations by name; people open files.
function withFile(error: unknown, folder: string): unknown {
  if (!isRoostError(error)) return error;
  const step = error.details['step'] as { readonly name: string } | undefined;
  if (step === undefined) return error;
  const file = migrationPath(folder, step.name);
  const { code, message, hint, cause } = error;
  return new RoostError({ code, message, hint, cause, details: { ...error.details, file } });
}
