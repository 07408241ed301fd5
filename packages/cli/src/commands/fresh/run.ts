// roost migrate:fresh
import type { MigrationReport } from '@roostjs/migrations-core';
import { refuseForbidden } from '../../consent.ts';
import type { Context } from '../../context.ts';
import type { DestroyingFlags } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { dryRunOutcome } from '../../output/dry-run.ts';
import { objectsText } from '../../output/objects.ts';
import { count } from '../../output/style.ts';
import { seededOutcome, withSeederNames } from '../seeding.ts';
import { withMigrator } from '../with-migrator.ts';

const nothing = 'Nothing to do: there is nothing to drop and nothing to apply.';

export async function run(context: Context, flags: DestroyingFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target, { seeding, took }) => {
    if (flags.pretend) {
      const report = await migrator.fresh({ pretend: true });
      return withSeederNames(
        dryRunOutcome(context, target, report, { nothing, verbose: flags.verbose }),
        seeding,
      );
    }
    await refuseForbidden(context, target, 'migrate:fresh');
    const report = await migrator.fresh();
    return seededOutcome(migrator, summaryOutcome(target, report, summaryOf(report, took())), seeding);
  });
}

function summaryOf({ wiped, done }: MigrationReport, took: string): string {
  return `Dropped ${objectsText(wiped)}, applied ${count(done.length, 'migration')}${took}.\n`;
}
