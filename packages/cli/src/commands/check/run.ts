// roost migrate:check
import { join } from 'node:path';
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { checkBranches } from '@roostjs/internal-core';
import { readBase } from '../../branches/base.ts';
import { withTemporaryFolder } from '../../branches/temporary-folder.ts';
import type { Context } from '../../context.ts';
import { baseMissing } from '../../errors.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { branchesOutcome } from '../../output/branches.ts';
import { ledgerTable, migrationsFolder, projectFolder } from '../../project.ts';
import { pauseOf, scratchDatabases } from '../../scratch.ts';
import { type LocalTarget, wranglerOptions } from '../../target.ts';
import { copiedTarget } from '../copied-target.ts';
import type { CheckFlags } from './flags.ts';

export async function run(context: Context, flags: CheckFlags): Promise<Outcome> {
  const since = context.clock();
  const { base: given } = flags;
  if (given === undefined || given === '') throw baseMissing();
  const target = await copiedTarget(context, flags);
  const migrations = await migrationsFolder(context, flags);
  const project = projectFolder(context, flags);
  return withTemporaryFolder(context, given, async (temporary) => {
    const branch = folderSource(migrations);
    await branch.list();
    const base = await readBase(context, given, { project, migrations }, temporary);
    const report = await checkBranches({
      ...(await settingsOf(context, flags, target)),
      ...(target === undefined ? { copiesAfter: copiesAfter(context, flags, temporary) } : {}),
      ancestor: base.ancestor,
      branch,
      base: base.base,
    });
    const took = context.clock() - since;
    return branchesOutcome(context, {
      given,
      migrations,
      base,
      target,
      report,
      took,
      format: flags.format,
    });
  });
}

type Settings = Omit<Parameters<typeof checkBranches>[0], 'ancestor' | 'branch' | 'base'>;

async function settingsOf(
  context: Context,
  flags: CheckFlags,
  target: LocalTarget | undefined,
): Promise<Settings> {
  const { d1Rules = true } = flags;
  return {
    openScratch: await opener(context, d1Rules, target),
    ledger: await ledgerTable(context, flags),
    remedyFor,
    shouldStop: context.signals.received,
    ...(d1Rules ? { rules: brokenRule } : {}),
    ...(target === undefined ? {} : wranglerOptions(target)),
  };
}

/** A copy is made much faster than the migrations that both branches have are applied. */
function copiesAfter(
  context: Context,
  { d1Rules = true }: CheckFlags,
  temporary: string,
): NonNullable<Settings['copiesAfter']> {
  return async (apply) => {
    const { openLocalCopy, openLocalD1 } = await import('@roostjs/d1-adapter/local');
    const options = { path: join(temporary, 'common.sqlite'), d1Rules, ...pauseOf(context.stderr.live) };
    const database = openLocalD1(options);
    try {
      await apply(database);
    } finally {
      database.close();
    }
    return () => openLocalCopy(options);
  };
}

async function opener(
  context: Context,
  d1Rules: boolean,
  target: LocalTarget | undefined,
): Promise<() => LocalD1Database> {
  if (target === undefined) return scratchDatabases(context, d1Rules);
  const { openLocalCopy } = await import('@roostjs/d1-adapter/local');
  return () => openLocalCopy({ path: target.file, d1Rules, ...pauseOf(context.stderr.live) });
}
