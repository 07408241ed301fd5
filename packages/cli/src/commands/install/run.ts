// roost migrate:install
import { inline } from '@roostjs/internal-errors';
import { askApproval } from '../../consent.ts';
import type { Context } from '../../context.ts';
import type { WritingFlags } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { withMigrator } from '../with-migrator.ts';

export async function run(context: Context, flags: WritingFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const what = `create the migrations table '${flags.ledger}'`;
    const installed = await migrator.install(() => askApproval(context, target, { what }, flags));
    const summary = installed
      ? `Created the migrations table '${inline(flags.ledger)}'.`
      : `Nothing to install: the migrations table '${inline(flags.ledger)}' exists.`;
    return summaryOutcome(target, { installed, ledger: flags.ledger }, `${summary}\n`);
  });
}
