// The schemas that are compared: what the migrations of a folder make, what a file of SQL makes, and what a database has.
import { existsSync, readFileSync } from 'node:fs';
import { type Schema, sectionsOf, statementIndexOf } from '@roostjs/internal-core';
import { messageOf } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import { createMigrator, dumpSchema } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { migrationsNotApplied, replayFailed, schemaUnusable } from '../../errors.ts';
import type { DatabaseFlags } from '../../flags.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import { openTarget } from '../../open-target.ts';
import { onScratch } from '../../scratch.ts';
import { findTarget, type Target } from '../../target.ts';

/** Throws DIFFERENCE.REPLAY_FAILED, and what listing and loading migrations throws. Without a folder there are none. */
export function schemaOfFolder(folder: string, ledger: string): Promise<Schema> {
  return onScratch(null, async (database) => {
    const migrations = existsSync(folder) ? folderSource(folder) : {};
    try {
      await createMigrator({ database, migrations, ledger }).migrate();
    } catch (cause) {
      throw replayFailed(cause);
    }
    return (await dumpSchema({ database, ledger })).objects;
  });
}

/** The file may be a dump of a database, with ledgers and rows. Throws DIFFERENCE.SCHEMA_UNUSABLE. */
export function schemaOfFile(file: string, ledger: string): Promise<Schema> {
  const statements = statementsIn(file);
  return onScratch(null, async (database) => {
    try {
      if (statements.length > 0) await database.batch(statements.map((sql) => database.prepare(sql)));
    } catch (cause) {
      const index = statementIndexOf(cause);
      const place =
        index === undefined ? '' : `statement ${index + 1} (${firstLine(statements[index] ?? '')}): `;
      throw schemaUnusable(file, place + messageOf(cause), cause);
    }
    return (await dumpSchema({ database, ledger })).objects;
  });
}

/** Without BEGIN and COMMIT. */
function statementsIn(file: string): readonly string[] {
  try {
    return sectionsOf(file, readFileSync(file, 'utf8')).up;
  } catch (cause) {
    throw schemaUnusable(file, messageOf(cause), cause);
  }
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
