// roost migrate:refresh
import { refuseForbidden } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { undoOptions } from '../../flags.ts';
import { type Outcome, worked } from '../../outcome.ts';
import { pretended } from '../../output/pretended.ts';
import { refreshSummary } from '../../output/refresh.ts';
import { withMigrator } from '../with-migrator.ts';
import type { RefreshFlags } from './flags.ts';

const nothing = 'Nothing to refresh: there are no migrations.';

export async function run(context: Context, flags: RefreshFlags): Promise<Outcome> {
  const options = { ...undoOptions(flags), ...(flags.step === undefined ? {} : { step: flags.step }) };
  return withMigrator(context, flags, async (migrator, target) => {
    if (flags.pretend) {
      const report = await migrator.refresh({ ...options, pretend: true });
      return pretended(context, report, target, nothing);
    }
    await refuseForbidden(context, target, 'migrate:refresh');
    const report = await migrator.refresh(options);
    return worked(report, target, refreshSummary(report, nothing));
  });
}
