// roost migrate:rollback
import { inline } from '@roostjs/internal-errors';
import type { MigrationReport } from '@roostjs/migrations-core';
import { refuseForbidden } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { undoOptions } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { dryRunOutcome } from '../../output/dry-run.ts';
import { count } from '../../output/style.ts';
import { withMigrator } from '../with-migrator.ts';
import type { RollbackFlags } from './flags.ts';

export async function run(context: Context, flags: RollbackFlags): Promise<Outcome> {
  const { step, batch, to, pretend } = flags;
  const selection = {
    ...undoOptions(flags),
    ...(step === undefined ? {} : { step }),
    ...(batch === undefined ? {} : { batch }),
    ...(to === undefined ? {} : { to }),
  };
  const nothing = nothingText(flags);
  return withMigrator(context, flags, async (migrator, target, { took }) => {
    if (pretend)
      return dryRunOutcome(context, target, await migrator.rollback({ ...selection, pretend }), {
        nothing,
        verbose: flags.verbose,
      });
    await refuseForbidden(context, target, 'migrate:rollback');
    const report = await migrator.rollback(selection);
    return summaryOutcome(target, report, summaryOf(report, nothing, took()));
  });
}

function nothingText({ batch, to }: RollbackFlags): string {
  if (batch !== undefined) return `Nothing to roll back in batch ${batch}.`;
  return to === undefined
    ? 'Nothing to roll back.'
    : `Nothing to roll back: ${inline(to)} is the last applied migration.`;
}

function summaryOf({ done }: MigrationReport, nothing: string, took: string): string {
  return done.length === 0 ? `${nothing}\n` : `Rolled back ${count(done.length, 'migration')}${took}.\n`;
}
