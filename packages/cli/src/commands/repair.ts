// roost migrate:repair
import type { ChangedFile } from '@roostjs/migrations-core';
import { askConsent } from '../consent.ts';
import type { Context } from '../context.ts';
import { type Outcome, worked } from '../outcome.ts';
import { changedText } from '../output/changed.ts';
import { placeOf } from '../output/place.ts';
import { count } from '../output/style.ts';
import type { Target } from '../target.ts';
import { type DatabaseFlags, withMigrator } from './migrator.ts';

export async function repairCommand(context: Context, flags: DatabaseFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const repaired = await migrator.repair((changed) => agreed(context, target, changed, flags));
    const summary =
      repaired.length === 0
        ? 'Nothing to repair: no file has changed since it was applied.'
        : `Recorded the present checksum of ${count(repaired.length, 'migration')}.`;
    return worked({ repaired }, target, `${summary}\n`);
  });
}

async function agreed(
  context: Context,
  target: Target,
  changed: readonly ChangedFile[],
  flags: DatabaseFlags,
): Promise<void> {
  const shown = changedText(context.stderr, changed);
  if (!flags.json) context.stderr.write(shown);
  if (target.kind !== 'remote') return;
  const what = `record the present checksum of ${count(changed.length, 'migration')} on ${placeOf(target)}`;
  await askConsent(context, { what, shown: flags.json ? shown : '', needsName: false }, target, flags);
}
