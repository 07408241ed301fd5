// roost migrate:refresh
import { refuseForbidden } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { undoOptions } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { dryRunOutcome } from '../../output/dry-run.ts';
import { refreshSummary } from '../../output/refresh.ts';
import { seededOutcome, withSeederNames } from '../seeding.ts';
import { withMigrator } from '../with-migrator.ts';
import type { RefreshFlags } from './flags.ts';

const nothing = 'Nothing to refresh: there are no migrations.';

export async function run(context: Context, flags: RefreshFlags): Promise<Outcome> {
  const options = { ...undoOptions(flags), ...(flags.step === undefined ? {} : { step: flags.step }) };
  return withMigrator(context, flags, async (migrator, target, { seeding, took }) => {
    if (flags.pretend) {
      const report = await migrator.refresh({ ...options, pretend: true });
      return withSeederNames(
        dryRunOutcome(context, target, report, { nothing, verbose: flags.verbose }),
        seeding,
      );
    }
    await refuseForbidden(context, target, 'migrate:refresh');
    const report = await migrator.refresh(options);
    const summary = refreshSummary(report, nothing, took());
    return seededOutcome(migrator, summaryOutcome(target, report, summary), seeding);
  });
}
