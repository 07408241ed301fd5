// roost migrate:status
import type { MigrationStatus, Migrator, SchemaStatus } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Outcome } from '../../outcome.ts';
import { driftText } from '../../output/drift.ts';
import { nextSteps, nextStepsText } from '../../output/next-steps.ts';
import { phasesText } from '../../output/phases.ts';
import { statusTable } from '../../output/status-table.ts';
import { targetName } from '../../output/target-name.ts';
import { warningsText } from '../../output/warnings.ts';
import { environmentOf, type Target } from '../../target.ts';
import { type Needed, withMigrator } from '../with-migrator.ts';
import type { StatusFlags } from './flags.ts';

export async function run(context: Context, flags: StatusFlags): Promise<Outcome> {
  const work = async (migrator: Migrator, target: Target, needed: Needed): Promise<Outcome> => {
    const { migrations, pending, schema, appliedElsewhere, environment } = await migrator.status();
    const shown = flags.pending ? migrations.filter(({ state }) => state === 'pending') : migrations;
    const phases = flags.phases ? (await needed.phases()).migrations : null;
    return {
      exitCode: flags.exitCode ? exitCodeOf(pending, schema) : exitCodes.done,
      result: {
        migrations: shown,
        pending,
        next: nextSteps(shown, appliedElsewhere),
        schema,
        appliedElsewhere,
        environment,
        ...(phases === null ? {} : { phases }),
      },
      target,
      text: statusTable(context.stdout, shown),
      summary:
        `${targetName(target)}: ${summaryOf(migrations)}\n${nextStepsText(context.stderr, shown, appliedElsewhere)}` +
        driftText(context.stderr, schema) +
        (phases === null ? '' : phasesText(context.stderr, phases)) +
        environmentText(context, target, environment),
    };
  };
  return withMigrator(context, flags, work, 'read');
}

function exitCodeOf(pending: number, schema: SchemaStatus): ExitCode {
  if (pending > 0) return exitCodes.pending;
  return schema.state === 'drifted' ? exitCodes.findings : exitCodes.done;
}

function environmentText({ stderr }: Context, target: Target, remembered: string | null): string {
  if (target.kind === 'file' || remembered === null || remembered === environmentOf(target)) return '';
  const warnings = [{ code: 'LEDGER.ENVIRONMENT' as const, names: [remembered] }];
  return warningsText(stderr, { action: 'migrate', warnings });
}

function summaryOf(migrations: readonly MigrationStatus[]): string {
  if (migrations.length === 0) return 'no migrations.';
  const states = ['applied', 'pending', 'changed', 'renamed', 'missing', 'partial', 'replaced'] as const;
  const counts = states.map((state) => ({
    state,
    number: migrations.filter((m) => m.state === state).length,
  }));
  const present = counts.filter(({ number }) => number > 0);
  return `${present.map(({ state, number }) => `${number} ${state}`).join(', ')}.`;
}
