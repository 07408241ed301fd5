// roost migrate:install
import { inline } from '@roostjs/internal-errors';
import { askApproval } from '../../consent.ts';
import type { Context } from '../../context.ts';
import type { WritingFlags } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { ledgerTable } from '../../project.ts';
import { withMigrator } from '../with-migrator.ts';

export async function run(context: Context, flags: WritingFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const ledger = await ledgerTable(context, flags);
    const what = `create the migrations table '${ledger}'`;
    const installed = await migrator.install(() => askApproval(context, target, { what }, flags));
    const summary = installed
      ? `Created the migrations table '${inline(ledger)}'.`
      : `Nothing to install: the migrations table '${inline(ledger)}' exists.`;
    return summaryOutcome(target, { installed, ledger }, `${summary}\n`);
  });
}
