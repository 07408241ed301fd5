// roost migrate:refresh
import { refuseForbidden } from '../consent.ts';
import type { Context } from '../context.ts';
import { type UndoFlags, undoOptions } from '../flags.ts';
import { type Outcome, worked } from '../outcome.ts';
import { pretended } from '../output/pretended.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';
import { againSummary } from './reset.ts';

export type RefreshFlags = DatabaseFlags & UndoFlags & { readonly pretend?: boolean; readonly step?: number };

const nothing = 'Nothing to refresh: there are no migrations.';

export async function refreshCommand(context: Context, flags: RefreshFlags): Promise<Outcome> {
  const options = { ...undoOptions(flags), ...(flags.step === undefined ? {} : { step: flags.step }) };
  return withMigrator(context, flags, async (migrator, target) => {
    if (flags.pretend) {
      const report = await migrator.refresh({ ...options, pretend: true });
      return pretended(context, report, target, nothing);
    }
    await refuseForbidden(context, target, 'migrate:refresh');
    const report = await migrator.refresh(options);
    return worked(report, target, againSummary(report, nothing));
  });
}
