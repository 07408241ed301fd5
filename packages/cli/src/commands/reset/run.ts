// roost migrate:reset
import { refuseForbidden } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { undoOptions } from '../../flags.ts';
import { type Outcome, worked } from '../../outcome.ts';
import { pretended } from '../../output/pretended.ts';
import { refreshSummary } from '../../output/refresh.ts';
import { withMigrator } from '../with-migrator.ts';
import type { ResetFlags } from './flags.ts';

const nothing = 'Nothing to reset: there are no migrations.';

export async function run(context: Context, flags: ResetFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const options = undoOptions(flags);
    if (flags.pretend)
      return pretended(context, await migrator.reset({ ...options, pretend: true }), target, nothing);
    await refuseForbidden(context, target, 'migrate:reset');
    const report = await migrator.reset(options);
    return worked(report, target, refreshSummary(report, nothing));
  });
}
