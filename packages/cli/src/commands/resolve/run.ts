// roost migrate:resolve
import { inline } from '@roostjs/internal-errors';
import { askConsent } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { resolutionMissing } from '../../errors.ts';
import { type Outcome, worked } from '../../outcome.ts';
import { placeOf } from '../../output/place.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';
import type { ResolveFlags } from './flags.ts';

export async function run(context: Context, flags: ResolveFlags, name: string): Promise<Outcome> {
  if (!flags.applied && !flags.rolledBack) throw resolutionMissing();
  const outcome = flags.applied ? 'applied' : 'rolled-back';
  return withMigrator(context, flags, async (migrator, target) => {
    await agreed(context, target, name, outcome, flags);
    await migrator.resolve(name, outcome);
    const summary =
      outcome === 'applied' ? `${inline(name)} is applied.\n` : `${inline(name)} is pending again.\n`;
    return worked({ name, outcome }, target, summary);
  });
}

async function agreed(
  context: Context,
  target: Target,
  name: string,
  outcome: 'applied' | 'rolled-back',
  flags: ResolveFlags,
): Promise<void> {
  if (target.kind !== 'remote') return;
  const what = `record ${name} as ${outcome.replace('-', ' ')} on ${placeOf(target)}`;
  await askConsent(context, { what, shown: async () => '', needsName: false }, target, flags);
}
