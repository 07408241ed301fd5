// roost make:migration
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { makeMigration } from '../../make/make-migration.ts';
import type { Outcome } from '../../outcome.ts';
import { outOfOrderText } from '../../output/out-of-order.ts';
import { migrationsFolder } from '../../project.ts';
import type { MakeFlags } from './flags.ts';

export async function run(context: Context, flags: MakeFlags, name: string): Promise<Outcome> {
  const folder = migrationsFolder(context, flags);
  const { create, table, sql = false } = flags;
  const made = makeMigration({
    folder,
    name,
    ...(create === undefined ? {} : { create }),
    ...(table === undefined ? {} : { table }),
    sql,
    now: context.now(),
  });
  const path = inline(relative(context.cwd, made.path));
  return {
    exitCode: exitCodes.done,
    result: made,
    target: undefined,
    text: `${path}\n`,
    summary: outOfOrderText(context.stderr, made.aheadOf),
  };
}
