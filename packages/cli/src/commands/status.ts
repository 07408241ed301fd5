// roost migrate:status
import type { MigrationStatus } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import { nextOf, nextText } from '../output/next.ts';
import { placeOf } from '../output/place.ts';
import { statusTable } from '../output/status-table.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';

export type StatusFlags = DatabaseFlags & { readonly pending?: boolean; readonly exitCode?: boolean };

export async function statusCommand(context: Context, flags: StatusFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const { migrations, pending } = await migrator.status();
    const shown = flags.pending ? migrations.filter(({ state }) => state === 'pending') : migrations;
    return {
      exitCode: flags.exitCode && pending > 0 ? exitCodes.pending : exitCodes.done,
      result: { migrations: shown, pending, next: nextOf(shown) },
      target,
      text: statusTable(context.stdout, shown),
      summary: `${placeOf(target)}: ${summaryOf(migrations)}\n${nextText(context.stderr, shown)}`,
    };
  });
}

function summaryOf(migrations: readonly MigrationStatus[]): string {
  if (migrations.length === 0) return 'no migrations.';
  const states = ['applied', 'pending', 'changed', 'missing', 'partial'] as const;
  const counts = states.map((state) => ({
    state,
    number: migrations.filter((m) => m.state === state).length,
  }));
  const present = counts.filter(({ number }) => number > 0);
  return `${present.map(({ state, number }) => `${number} ${state}`).join(', ')}.`;
}
