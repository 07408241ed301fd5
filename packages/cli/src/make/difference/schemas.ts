// The schemas that are compared: what the migrations of a folder make, what a file of SQL makes, and what a database has.
import { existsSync, readFileSync } from 'node:fs';
import type { Schema } from '@roostjs/internal-core';
import { messageOf } from '@roostjs/internal-errors';
import { createMigrator, dumpSchema, type MigrationSource, migrationFromSql } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { migrationsNotApplied, replayFailed, schemaUnusable } from '../../errors.ts';
import type { DatabaseFlags } from '../../flags.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import { openTarget } from '../../open-target.ts';
import { onScratch } from '../../scratch.ts';
import { findTarget, type Target } from '../../target.ts';

/** Throws DIFFERENCE.REPLAY_FAILED, and what listing and loading migrations throws. Without a folder there are none. */
export async function schemaOfFolder(folder: string, ledger: string): Promise<Schema> {
  const migrations = existsSync(folder) ? folderSource(folder) : {};
  return schemaOf(migrations, ledger, replayFailed);
}

/** Throws DIFFERENCE.SCHEMA_UNUSABLE. */
export async function schemaOfFile(file: string, ledger: string): Promise<Schema> {
  const unusable = (cause: unknown): Error =>
    schemaUnusable(file, messageOf(cause).replace(/^Migrating '1_schema' failed at /, ''), cause);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unusable(cause);
  }
  const name = '1_schema';
  const load = async (): Promise<unknown> => migrationFromSql({ name, up: text });
  return schemaOf({ list: async () => [{ name, load }] }, ledger, unusable);
}

async function schemaOf(
  migrations: MigrationSource | Record<string, never>,
  ledger: string,
  failure: (cause: unknown) => Error,
): Promise<Schema> {
  return onScratch(async (database) => {
    try {
      await createMigrator({ database, migrations, ledger }).migrate();
    } catch (cause) {
      throw failure(cause);
    }
    return (await dumpSchema({ database, ledger })).objects;
  });
}

export type LiveSchema = { readonly target: Target; readonly schema: Schema };

/** Throws DIFFERENCE.NOT_APPLIED unless exactly the migrations of the folder are applied to the database. */
export async function schemaOfTarget(
  context: Context,
  flags: DatabaseFlags,
  folder: string,
  ledger: string,
): Promise<LiveSchema> {
  const target = await findTarget(context, flags);
  const { database, migratorOptions, close } = await openTarget(context, target, true);
  try {
    const { wranglerLedger } = migratorOptions;
    const migrations = existsSync(folder) ? folderSource(folder) : {};
    const status = await createMigrator({ database, ...migratorOptions, migrations, ledger }).status();
    const others = status.migrations.filter(({ state }) => state !== 'applied').map(({ name }) => name);
    if (others.length > 0) throw migrationsNotApplied(target.name, others);
    const { objects } = await dumpSchema({
      database,
      ledger,
      ...(wranglerLedger === undefined ? {} : { wranglerLedger }),
    });
    return { target, schema: objects };
  } finally {
    close();
  }
}
