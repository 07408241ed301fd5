// roost make:migration
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { makeMigration } from '../../make/make-migration.ts';
import type { Outcome } from '../../outcome.ts';
import { notFilledText } from '../../output/not-filled.ts';
import { outOfOrderText } from '../../output/out-of-order.ts';
import { fillsStubs, migrationsFolder } from '../../project.ts';
import type { MakeFlags } from './flags.ts';

export async function run(context: Context, flags: MakeFlags, name: string): Promise<Outcome> {
  const folder = migrationsFolder(context, flags);
  const { create, table, columns, sql = false } = flags;
  const fill = flags.fill ?? fillsStubs(context, flags);
  const made = makeMigration({ folder, name, create, table, columns, fill, sql, now: context.now() });
  const path = inline(relative(context.cwd, made.path));
  const { stderr } = context;
  return {
    exitCode: exitCodes.done,
    result: made,
    target: undefined,
    text: `${path}\n`,
    summary:
      (made.stub === 'not-understood' ? notFilledText(stderr) : '') + outOfOrderText(stderr, made.aheadOf),
  };
}
