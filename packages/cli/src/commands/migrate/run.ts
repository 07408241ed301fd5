// roost migrate

import { choosePhase } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type {
  FailableWarning,
  MigrateOptions,
  MigrationReport,
  Migrator,
  RehearseOptions,
  StepReport,
} from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { dryRunOutcome } from '../../output/dry-run.ts';
import { withPhases, withPlannedPhases } from '../../output/phases.ts';
import { withQueries } from '../../output/queries.ts';
import { rehearsalOutcome } from '../../output/rehearsal.ts';
import { count } from '../../output/style.ts';
import { migrationsFolder } from '../../project.ts';
import { appliedBy } from '../../queries/planned.ts';
import type { Target } from '../../target.ts';
import { seededOutcome, withSeederNames } from '../seeding.ts';
import { type Needed, withMigrator } from '../with-migrator.ts';
import type { MigrateFlags } from './flags.ts';

export async function run(context: Context, flags: MigrateFlags): Promise<Outcome> {
  const work = async (
    migrator: Migrator,
    target: Target,
    { seeding, phases, queries, took }: Needed,
  ): Promise<Outcome> => {
    const { step = false, atomic = false, to, allow, phase } = flags;
    const split = phase === undefined ? null : await choosePhase(await phases(), phase);
    const options = {
      step,
      atomic,
      allow,
      failOn: failOnWarnings(target, flags),
      ...(to === undefined ? {} : { to }),
      ...(split === null ? {} : { only: split.chosen.map(({ name }) => name) }),
    };
    const nothing =
      to === undefined
        ? 'Nothing to migrate.'
        : `Nothing to migrate: everything up to ${inline(to)} is applied.`;
    if (flags.rehearse)
      return rehearsalOutcome(
        context,
        target,
        await migrator.rehearse(rehearsalOf(options)),
        await migrationsFolder(context, flags),
      );
    if (flags.pretend) {
      const report = await migrator.migrate({ ...options, pretend: true });
      const dryRun = dryRunOutcome(context, target, report, { nothing, verbose: flags.verbose });
      const isRemote = target.kind === 'remote';
      const broken = isRemote ? await queries.check(appliedBy(report.steps)) : null;
      const outcome = withQueries(context, withSeederNames(dryRun, seeding), broken, { isShown: false });
      if (split !== null || !isRemote) return withPhases(context, outcome, split);
      const planned = new Set(report.steps.map(({ name }) => name));
      const { migrations } = await phases();
      return withPlannedPhases(
        context,
        outcome,
        migrations.filter(({ name }) => planned.has(name)),
      );
    }
    const report = await migrator.migrate(options);
    const outcome = summaryOutcome(target, report, summaryOf(report, nothing, took()));
    const seeded = await seededOutcome(migrator, outcome, seeding);
    return withPhases(context, withQueries(context, seeded, queries.report, { isShown: true }), split);
  };
  return withMigrator(context, flags, work);
}

function rehearsalOf({ to, failOn }: MigrateOptions): RehearseOptions {
  return { ...(to === undefined ? {} : { to }), ...(failOn === undefined ? {} : { failOn }) };
}

// What may be a mistake is refused if it concerns data that others use.
function failOnWarnings(target: Target, flags: MigrateFlags): readonly FailableWarning[] {
  if (target.kind !== 'remote') return [];
  return [
    'MIGRATION.LOSES_DATA',
    ...(flags.allowChanged ? [] : (['MIGRATION.CHANGED'] as const)),
    // What waited for its phase is older than what did not; both orders were tried.
    ...(flags.allowOutOfOrder || flags.phase === 'contract' ? [] : (['MIGRATION.OUT_OF_ORDER'] as const)),
  ];
}

function summaryOf({ done, skipped }: MigrationReport, nothing: string, took: string): string {
  if (done.length === 0 && skipped.length === 0) return `${nothing}\n`;
  const recorded = done.filter(({ replaces }) => replaces !== undefined).map(recordedText);
  const applied = done.filter(({ replaces }) => replaces === undefined);
  if (applied.length === 0 && skipped.length === 0) return recorded.join('');
  const batches = [...new Set(applied.map((step) => step.batch))];
  const where =
    batches.length === 0 ? '' : ` in ${batches.length === 1 ? 'batch' : 'batches'} ${rangeOf(batches)}`;
  const others = skipped.length === 0 ? '' : `, ${skipped.length} by another run`;
  return `${recorded.join('')}Applied ${count(applied.length, 'migration')}${where}${others}${took}.\n`;
}

function recordedText({ name, replaces = [] }: StepReport): string {
  return `Recorded ${inline(name)} in place of ${count(replaces.length, 'migration')}; it was not run.\n`;
}

function rangeOf(batches: readonly number[]): string {
  const [first, last] = [batches[0], batches.at(-1)];
  return first === last ? String(first) : `${first} to ${last}`;
}
