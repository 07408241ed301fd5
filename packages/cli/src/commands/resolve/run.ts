// roost migrate:resolve
import { inline } from '@roostjs/internal-errors';
import { askConsent } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { resolutionMissing } from '../../errors.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { targetName } from '../../output/target-name.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';
import type { ResolveFlags } from './flags.ts';

export async function run(context: Context, flags: ResolveFlags, name: string): Promise<Outcome> {
  if (!flags.applied && !flags.rolledBack) throw resolutionMissing();
  const outcome = flags.applied ? 'applied' : 'rolled-back';
  return withMigrator(context, flags, async (migrator, target) => {
    await askApproval(context, target, name, outcome, flags);
    await migrator.resolve(name, outcome);
    const summary =
      outcome === 'applied' ? `Marked ${inline(name)} as applied.\n` : `${inline(name)} is pending again.\n`;
    return summaryOutcome(target, { name, outcome }, summary);
  });
}

async function askApproval(
  context: Context,
  target: Target,
  name: string,
  outcome: 'applied' | 'rolled-back',
  flags: ResolveFlags,
): Promise<void> {
  if (target.kind !== 'remote') return;
  const what = `mark ${name} as ${outcome.replace('-', ' ')} on ${targetName(target)}`;
  await askConsent(context, target, { what, shown: async () => '', needsName: false }, flags);
}
