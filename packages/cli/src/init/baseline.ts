// A first migration in SQL that creates the schema that a database has, proven on an empty one before it is written.
import { messageOf } from '@roostjs/internal-errors';
import { createMigrator, dumpSchema, migrationFromSql, type SchemaDump } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { baselineDiffers } from '../errors.ts';
import { onScratch } from '../scratch.ts';

/** Has no way down, which would drop every table. */
export function baselineText({ sql }: SchemaDump, databaseName: string): string {
  return (
    `-- Written by roost init: the schema of ${databaseName} as it was. Databases that have it already record this\n` +
    `-- migration with roost migrate:adopt; new ones run it.\n\n${sql}`
  );
}

/** Throws INIT.BASELINE_DIFFERS unless the text, as a migration that is recorded in `ledger`, creates exactly this schema. */
export async function proveBaseline(
  context: Context,
  text: string,
  { fingerprint }: SchemaDump,
  ledger: string,
): Promise<void> {
  const created = await onScratch(context, async (scratch) => {
    const name = '1_baseline';
    const migrations = { [name]: migrationFromSql({ name, up: text }) };
    try {
      await createMigrator({ database: scratch, migrations, ledger }).migrate();
    } catch (cause) {
      throw baselineDiffers(messageOf(cause), cause);
    }
    return dumpSchema({ database: scratch, ledger });
  });
  if (created.fingerprint !== fingerprint) throw baselineDiffers('the schemas differ');
}
