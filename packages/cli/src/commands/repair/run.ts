// roost migrate:repair
import type { Repair } from '@roostjs/migrations-core';
import { askApproval, type Change } from '../../consent.ts';
import type { Context } from '../../context.ts';
import type { WritingFlags } from '../../flags.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { changedFilesText, renamedFilesText } from '../../output/changed-files.ts';
import { changesText } from '../../output/drift.ts';
import { count } from '../../output/style.ts';
import { withMigrator } from '../with-migrator.ts';

export async function run(context: Context, flags: WritingFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const repaired = await migrator.repair((repair) =>
      askApproval(context, target, changeOf(context, repair), flags),
    );
    return summaryOutcome(target, { repaired }, `${summaryOf(repaired)}\n`);
  });
}

function summaryOf(repaired: Repair): string {
  const what = repairText(repaired);
  if (what === '')
    return 'Nothing to repair: neither the applied migration files nor the schema have changed.';
  return `Recorded ${what}.`;
}

function repairText({ files, renamed, schema }: Repair): string {
  return [
    ...(files.length > 0 ? [`the current checksum and down() of ${count(files.length, 'migration')}`] : []),
    ...(renamed.length > 0 ? [`the new name of ${count(renamed.length, 'migration')}`] : []),
    ...(schema.length > 0 ? ['the current schema'] : []),
  ].join(' and ');
}

function changeOf({ stderr }: Context, repair: Repair): Change {
  const details =
    changedFilesText(stderr, repair.files) +
    renamedFilesText(stderr, repair.renamed) +
    changesText(stderr, repair.schema);
  return { what: `record ${repairText(repair)}`, details };
}
