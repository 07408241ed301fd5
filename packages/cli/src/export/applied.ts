// Which migrations are already applied to the database at Cloudflare: those need no file.
import { createMigrator } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { FlagsOf, lintedProjectFlags } from '../flags.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { openTarget } from '../open-target.ts';
import { ledgerTable, migrationsFolder } from '../project.ts';
import { findTarget } from '../target.ts';

export type AppliedMigrations = { readonly names: ReadonlySet<string>; readonly database: string };

/** Reads the ledger. Throws what finding the database, reaching it and listing the migrations throw. */
export async function appliedRemotely(
  context: Context,
  flags: FlagsOf<typeof lintedProjectFlags>,
): Promise<AppliedMigrations> {
  const target = await findTarget(context, { ...flags, remote: true, d1Rules: true });
  const { database, migratorOptions, close } = await openTarget(context, target);
  try {
    const migrations = folderSource(await migrationsFolder(context, flags));
    const ledger = await ledgerTable(context, flags);
    const migrator = createMigrator({ database, ...migratorOptions, migrations, ledger });
    const { migrations: statuses } = await migrator.status();
    const applied = statuses.filter(({ state }) => state === 'applied' || state === 'changed');
    return { names: new Set(applied.map(({ name }) => name)), database: target.name };
  } finally {
    close();
  }
}
