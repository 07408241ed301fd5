// roost migrate:resolve
import { inline } from '@roostjs/internal-errors';
import { askApproval } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { resolutionMissing } from '../../errors.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { withMigrator } from '../with-migrator.ts';
import type { ResolveFlags } from './flags.ts';

export async function run(context: Context, flags: ResolveFlags, name: string): Promise<Outcome> {
  if (!flags.applied && !flags.rolledBack) throw resolutionMissing();
  const outcome = flags.applied ? 'applied' : 'rolled-back';
  return withMigrator(context, flags, async (migrator, target) => {
    const what = `mark ${name} as ${outcome.replace('-', ' ')}`;
    await askApproval(context, target, { what }, flags);
    await migrator.resolve(name, outcome);
    const summary =
      outcome === 'applied' ? `Marked ${inline(name)} as applied.\n` : `${inline(name)} is pending again.\n`;
    return summaryOutcome(target, { name, outcome }, summary);
  });
}
