// roost db:seed
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { pretendedSeedsSql, seededText } from '../../output/seeding.ts';
import { loadFolder } from '../../seeders-folder/load.ts';
import { Seeding } from '../seeding.ts';
import { withMigrator } from '../with-migrator.ts';
import type { SeedFlags } from './flags.ts';

export async function run(context: Context, flags: SeedFlags, ...names: readonly string[]): Promise<Outcome> {
  const seeds = await loadFolder(context, flags, names);
  return withMigrator(context, flags, async (migrator, target) => {
    const seeding = new Seeding(context, target, flags, seeds);
    if (!flags.pretend) {
      const seeded = await seeding.run(migrator);
      return summaryOutcome(target, seeded, seededText(seeded, seeding.took));
    }
    const result = await seeding.pretend(migrator);
    const summary = seeds.seeders.length === 0 ? 'Nothing to seed.' : 'Dry run: nothing was written.';
    const text = pretendedSeedsSql(result);
    return { exitCode: exitCodes.done, result, target, text, form: 'as is', summary: `${summary}\n` };
  });
}
