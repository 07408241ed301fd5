// roost make:seeder
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { SeedersFlags } from '../../flags.ts';
import { makeSeeder } from '../../make/make-seeder.ts';
import type { Outcome } from '../../outcome.ts';
import { seedersFolder } from '../../project.ts';

export async function run(context: Context, flags: SeedersFlags, name: string): Promise<Outcome> {
  const made = makeSeeder(await seedersFolder(context, flags), name);
  return {
    exitCode: exitCodes.done,
    result: made,
    target: undefined,
    text: `${inline(relative(context.cwd, made.path))}\n`,
    summary: '',
  };
}
