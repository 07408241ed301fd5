// roost migrate:verify
import { existsSync } from 'node:fs';
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { type VerifyOptions, type VerifyReport, verifyMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { copyFlagWithoutData, nothingToCopy } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { placeOfMigration } from '../../migrations-folder/place.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { targetName } from '../../output/target-name.ts';
import {
  failedMigrations,
  type PlacedMigration,
  type Strictness,
  verifySummary,
  verifyTable,
} from '../../output/verify.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { findTarget, type Target, wranglerOptions } from '../../target.ts';
import type { VerifyFlags } from './flags.ts';

export async function run(context: Context, flags: VerifyFlags): Promise<Outcome> {
  const target = flags.data ? await copiedTarget(context, flags) : undefined;
  if (target === undefined) refuseCopyFlags(flags);
  const report =
    target === undefined ? await verifyOnEmpty(context, flags) : await verifyOnCopies(context, target, flags);
  return outcomeOf(context, target, { ...report, migrations: placed(context, flags, report) }, flags);
}

/** A database on this machine. */
type LocalTarget = Exclude<Target, { kind: 'remote' }>;

async function copiedTarget(context: Context, flags: VerifyFlags): Promise<LocalTarget> {
  const target = await findTarget(context, flags);
  if (target.kind === 'remote') throw new Error('No flag of this command names a remote database.');
  if (!existsSync(target.file)) throw nothingToCopy(target.file);
  return target;
}

function refuseCopyFlags(flags: VerifyFlags): void {
  const names = ['env', 'database', 'persistTo', 'file'] as const;
  const alone = names.find((flag) => flags[flag] !== undefined);
  if (alone !== undefined) throw copyFlagWithoutData(alone);
}

async function verifyOnEmpty(context: Context, flags: VerifyFlags): Promise<VerifyReport> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  const { d1Rules = true } = flags;
  return verifyOn(openMemoryD1({ d1Rules }), optionsOf(context, flags));
}

// Each on its own copy: rolling back the last batch deletes data that the pending migrations have to find.
async function verifyOnCopies(
  context: Context,
  target: LocalTarget,
  flags: VerifyFlags,
): Promise<VerifyReport> {
  const { openLocalCopy } = await import('@roostjs/d1-adapter/local');
  const { d1Rules = true } = flags;
  const options = { ...optionsOf(context, flags), ...wranglerOptions(target) };
  const copy = (): LocalD1Database => openLocalCopy({ path: target.file, d1Rules });
  const applied = await verifyOn(copy(), { ...options, which: 'last-batch' });
  const pending = await verifyOn(copy(), { ...options, which: 'pending' });
  return { ...applied, migrations: [...applied.migrations, ...pending.migrations] };
}

type Options = Omit<VerifyOptions, 'scratch'>;

function optionsOf(context: Context, flags: VerifyFlags): Options {
  return {
    migrations: folderSource(migrationsFolder(context, flags)),
    ledger: ledgerTable(context, flags),
    remedyFor,
    ...(flags.d1Rules === false ? {} : { rules: brokenRule }),
  };
}

async function verifyOn(scratch: LocalD1Database, options: Options): Promise<VerifyReport> {
  try {
    return await verifyMigrations({ scratch, ...options });
  } finally {
    scratch.close();
  }
}

function placed(
  context: Context,
  flags: VerifyFlags,
  { migrations }: VerifyReport,
): readonly PlacedMigration[] {
  const folder = migrationsFolder(context, flags);
  return migrations.map((migration) => {
    const { name, failure } = migration;
    if (failure === null) return { ...migration, place: {} };
    const direction = failure.during === 'down' ? 'down' : 'up';
    return { ...migration, place: placeOfMigration(folder, { name, direction }, failure.error) };
  });
}

type PlacedReport = VerifyReport & { readonly migrations: readonly PlacedMigration[] };

function outcomeOf(
  context: Context,
  target: Target | undefined,
  report: PlacedReport,
  { reversible }: VerifyFlags,
): Outcome {
  const strictness: Strictness = reversible ? 'reversible' : 'as-written';
  const { migrations, notTested } = report;
  const findings = failedMigrations(migrations, strictness);
  const place = target === undefined ? 'An empty in-memory database' : `A copy of ${targetName(target)}`;
  return {
    exitCode: findings.length === 0 ? exitCodes.done : exitCodes.findings,
    result: { migrations: migrations.map(asData), notTested, findings: findings.map(({ name }) => name) },
    target,
    text: verifyTable(context.stdout, context.cwd, migrations),
    summary: verifySummary(context.stderr, place, report, strictness),
  };
}

function asData({ place, failure, ...migration }: PlacedMigration): object {
  if (failure === null) return { ...migration, failure };
  const { error: _, ...known } = failure;
  return { ...migration, failure: { ...known, ...place } };
}
