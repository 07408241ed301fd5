// roost make:migration
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { flagOfDifference } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { droppingOf } from '../../make/intent.ts';
import { type MadeMigration, makeMigration } from '../../make/make-migration.ts';
import { migrationTitle } from '../../make/name.ts';
import type { Outcome } from '../../outcome.ts';
import { notFilledText } from '../../output/not-filled.ts';
import { outOfOrderText } from '../../output/out-of-order.ts';
import { fillsStubs, migrationsFolder } from '../../project.ts';
import type { MakeFlags } from './flags.ts';

export async function run(context: Context, flags: MakeFlags, name: string): Promise<Outcome> {
  refuseLoneFlags(flags);
  // Planning a difference takes much more code than a stub.
  const difference = async (): Promise<typeof import('./difference.ts')> => import('./difference.ts');
  if (flags.fromSchema !== undefined || flags.fromDrift)
    return (await difference()).runDifference(context, flags, name);
  const folder = await migrationsFolder(context, flags);
  const { create, table, columns, sql = false } = flags;
  const fill = flags.fill ?? fillsStubs(context, flags);
  const isNamed = fill && (create ?? table ?? columns) === undefined;
  const dropping = isNamed ? droppingOf(migrationTitle(name)) : undefined;
  if (dropping !== undefined) {
    const dropped = await (await difference()).runDropping(context, flags, name, dropping);
    if (dropped !== null) return dropped;
  }
  const made = makeMigration({ folder, name, create, table, columns, fill, sql, now: context.now() });
  const path = inline(relative(context.cwd, made.path));
  const { stderr } = context;
  return {
    exitCode: exitCodes.done,
    result: resultOf(made),
    target: undefined,
    text: `${path}\n`,
    summary:
      (made.stub === 'not-understood' ? notFilledText(stderr) : '') + outOfOrderText(stderr, made.aheadOf),
  };
}

/** An empty stub goes without saying. */
function resultOf({ stub, ...created }: MadeMigration): object {
  return stub === 'blank' ? created : { ...created, stub };
}

/** Throws CLI.USAGE for a flag that says something only about a flag that is not given. */
function refuseLoneFlags(flags: MakeFlags): void {
  const { fromSchema, fromDrift = false, rename } = flags;
  // --database also says whose folder is meant.
  const choice = flags.database === undefined ? (['env'] as const) : [];
  const ofTarget = [...choice, 'persistTo', 'file', 'remote', 'preview'] as const;
  const alone = flags.d1Rules ? ofTarget.find((flag) => flags[flag] !== undefined) : 'noD1Rules';
  if (alone !== undefined && !fromDrift) throw flagOfDifference(alone, ['--from-drift']);
  if (rename.length > 0 && fromSchema === undefined && !fromDrift)
    throw flagOfDifference('rename', ['--from-schema', '--from-drift']);
}
