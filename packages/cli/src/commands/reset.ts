// roost migrate:reset
import type { MigrationReport } from '@roostjs/migrations-core';
import { refuseForbidden } from '../consent.ts';
import type { Context } from '../context.ts';
import { type UndoFlags, undoOptions } from '../flags.ts';
import { type Outcome, worked } from '../outcome.ts';
import { pretended } from '../output/pretended.ts';
import { count } from '../output/style.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';

export type ResetFlags = DatabaseFlags & UndoFlags & { readonly pretend?: boolean };

const nothing = 'Nothing to reset: there are no migrations.';

export async function resetCommand(context: Context, flags: ResetFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const options = undoOptions(flags);
    if (flags.pretend)
      return pretended(context, await migrator.reset({ ...options, pretend: true }), target, nothing);
    await refuseForbidden(context, target, 'migrate:reset');
    const report = await migrator.reset(options);
    return worked(report, target, againSummary(report, nothing));
  });
}

/** Of a run that rolls back and applies again. */
export function againSummary({ done }: MigrationReport, nothing: string): string {
  if (done.length === 0) return `${nothing}\n`;
  const downs = done.filter((step) => step.direction === 'down').length;
  return `Rolled back ${count(downs, 'migration')}, applied ${count(done.length - downs, 'migration')}.\n`;
}
