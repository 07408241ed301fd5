// roost migrate:install
import { inline } from '@roostjs/internal-errors';
import { askConsent } from '../../consent.ts';
import type { Context } from '../../context.ts';
import type { WritingFlags } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { targetName } from '../../output/target-name.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';

export async function run(context: Context, flags: WritingFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const installed = await migrator.install(() => askApproval(context, target, flags));
    const summary = installed
      ? `Created the migrations table '${inline(flags.ledger)}'.`
      : `Nothing to install: the migrations table '${inline(flags.ledger)}' exists.`;
    return summaryOutcome(target, { installed, ledger: flags.ledger }, `${summary}\n`);
  });
}

async function askApproval(context: Context, target: Target, flags: WritingFlags): Promise<void> {
  if (target.kind !== 'remote') return;
  const what = `create the migrations table '${flags.ledger}' on ${targetName(target)}`;
  await askConsent(context, target, { what, shown: async () => '', needsName: false }, flags);
}
