// roost migrate:resolve
import type { Context } from '../context.ts';
import { resolutionMissing } from '../errors.ts';
import { type Outcome, worked } from '../outcome.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';

export type ResolveFlags = DatabaseFlags & { readonly applied?: boolean; readonly rolledBack?: boolean };

export async function resolveCommand(context: Context, name: string, flags: ResolveFlags): Promise<Outcome> {
  if (!flags.applied && !flags.rolledBack) throw resolutionMissing();
  const outcome = flags.applied ? 'applied' : 'rolled-back';
  return withMigrator(context, flags, async (migrator, target) => {
    await migrator.resolve(name, outcome);
    const summary = outcome === 'applied' ? `${name} is applied.\n` : `${name} is pending again.\n`;
    return worked({ name, outcome }, target, summary);
  });
}
