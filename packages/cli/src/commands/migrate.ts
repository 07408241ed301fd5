// roost migrate
import type { MigrationReport } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { type Outcome, worked } from '../outcome.ts';
import { pretended } from '../output/pretended.ts';
import { count } from '../output/style.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';

export type MigrateFlags = DatabaseFlags & { readonly pretend?: boolean; readonly step?: boolean };

export async function migrateCommand(context: Context, flags: MigrateFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const step = flags.step ?? false;
    if (flags.pretend) {
      const report = await migrator.migrate({ pretend: true, step });
      return pretended(report, target, 'Nothing to migrate.');
    }
    const report = await migrator.migrate({ step });
    return worked(report, target, summaryOf(report));
  });
}

function summaryOf({ done, skipped }: MigrationReport): string {
  if (done.length === 0 && skipped.length === 0) return 'Nothing to migrate.\n';
  const batches = [...new Set(done.map((step) => step.batch))];
  const where =
    batches.length === 0 ? '' : ` in ${batches.length === 1 ? 'batch' : 'batches'} ${rangeOf(batches)}`;
  const others = skipped.length === 0 ? '' : `, ${skipped.length} by another run`;
  return `Applied ${count(done.length, 'migration')}${where}${others}.\n`;
}

function rangeOf(batches: readonly number[]): string {
  const [first, last] = [batches[0], batches.at(-1)];
  return first === last ? String(first) : `${first} to ${last}`;
}
