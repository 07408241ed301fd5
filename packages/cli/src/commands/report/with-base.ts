// What a branch adds to another one, on an empty database in memory with what the two have in common.
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { type PendingPhases, pendingPhases } from '@roostjs/internal-core';
import { createMigrator, type Migrator } from '@roostjs/migrations-core';
import { readBase } from '../../branches/base.ts';
import { withTemporaryFolder } from '../../branches/temporary-folder.ts';
import type { Context } from '../../context.ts';
import { baseMissing } from '../../errors.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import { ledgerTable, migrationsFolder, projectFolder } from '../../project.ts';
import { PlannedQueries } from '../../queries/planned.ts';
import type { ReviewedDatabase } from '../../report/review.ts';
import { pauseOf, scratchDatabases } from '../../scratch.ts';
import type { ReportFlags } from './flags.ts';

/** What a report is made of, whatever it reports on. */
export type ReviewedBase = {
  readonly database: ReviewedDatabase;
  readonly migrator: Migrator;
  readonly phases: () => Promise<PendingPhases>;
  readonly queries: PlannedQueries;
};

/** Throws the BRANCHES codes, and what migrating throws. */
export async function withBase<T>(
  context: Context,
  flags: ReportFlags,
  given: string,
  work: (reviewed: ReviewedBase) => Promise<T>,
): Promise<T> {
  if (given === '') throw baseMissing();
  const folder = await migrationsFolder(context, flags);
  const migrations = folderSource(folder);
  // Before git is asked, which cannot run in a folder that is not there.
  await migrations.list();
  const place = { project: projectFolder(context, flags), migrations: folder };
  return withTemporaryFolder(context, given, async (temporary) => {
    const { ancestor, shown } = await readBase(context, given, place, temporary);
    const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
    const database = openMemoryD1(pauseOf(context.stderr.live));
    const ledger = await ledgerTable(context, flags);
    try {
      await createMigrator({ database, migrations: ancestor, ledger }).migrate();
      const openScratch = await scratchDatabases(context, true);
      const pending = { database, migrations, ledger, openScratch };
      return await work({
        database: { name: shown.kind === 'ref' ? nameOf(shown.ref) : given, kind: 'base', environment: null },
        migrator: createMigrator({ ...pending, rules: brokenRule, remedyFor }),
        phases: () => pendingPhases(pending),
        queries: new PlannedQueries(context, flags, { opened: {}, found: pending }),
      });
    } finally {
      database.close();
    }
  });
}

/** A commit as git abbreviates it. */
function nameOf(ref: string): string {
  return /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 10) : ref;
}
