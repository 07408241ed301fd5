// roost migrate:verify
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import {
  type VerifiedMigration,
  type VerifyOptions,
  type VerifyReport,
  verifyMigrations,
} from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { placeOfMigration } from '../../migrations-folder/place.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { tookText } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import {
  beginVerifyTable,
  failedMigrations,
  type PlacedMigration,
  type Strictness,
  verifyingText,
} from '../../output/verify.ts';
import { verifySummary } from '../../output/verify-summary.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { pauseOf, scratchDatabases } from '../../scratch.ts';
import { type LocalTarget, type Target, wranglerOptions } from '../../target.ts';
import { copiedTarget } from '../copied-target.ts';
import type { VerifyFlags } from './flags.ts';

export async function run(context: Context, flags: VerifyFlags): Promise<Outcome> {
  const since = context.clock();
  const target = await copiedTarget(context, flags);
  const folder = await migrationsFolder(context, flags);
  const showPlaced = beginVerifyTable(context.stdout, context.cwd);
  const show: Show = flags.json
    ? () => {}
    : (migrations) => showPlaced(migrations.map((migration) => placedIn(folder, migration)));
  const report =
    target === undefined
      ? await verifyOnEmpty(context, flags, show)
      : await verifyOnCopies(context, target, flags, show);
  const placed = { ...report, migrations: report.migrations.map((migration) => placedIn(folder, migration)) };
  return outcomeOf(context, target, placed, {
    strictness: flags.reversible ? 'reversible' : 'as-written',
    took: tookText(context, since),
  });
}

/** Shows migrations once they are verified. */
type Show = (migrations: readonly VerifiedMigration[]) => void;

async function verifyOnEmpty(context: Context, flags: VerifyFlags, show: Show): Promise<VerifyReport> {
  const openScratch = await scratchDatabases(context, flags.d1Rules ?? true);
  return verifyOn(openScratch(), await optionsOf(context, flags, show));
}

// Each on its own copy: rolling back the last batch deletes data that the pending migrations have to find.
async function verifyOnCopies(
  context: Context,
  target: LocalTarget,
  flags: VerifyFlags,
  show: Show,
): Promise<VerifyReport> {
  const { openLocalCopy } = await import('@roostjs/d1-adapter/local');
  const { d1Rules = true } = flags;
  const optionsFor = async (which: 'last-batch' | 'pending', shown: Show): Promise<Options> => ({
    ...(await optionsOf(context, flags, shown)),
    ...wranglerOptions(target),
    which,
  });
  const copy = (): LocalD1Database =>
    openLocalCopy({ path: target.file, d1Rules, ...pauseOf(context.stderr.live) });
  // From the newest to the oldest, and shown from the oldest to the newest.
  const applied = await verifyOn(copy(), await optionsFor('last-batch', () => {}));
  show(applied.migrations);
  const pending = await verifyOn(copy(), await optionsFor('pending', show));
  return { ...applied, migrations: [...applied.migrations, ...pending.migrations] };
}

type Options = Omit<VerifyOptions, 'scratch'>;

async function optionsOf(context: Context, flags: VerifyFlags, show: Show): Promise<Options> {
  return {
    onEvent: (event) => {
      if (event.type === 'migration-verified') show([event.migration]);
      else context.stderr.live?.change(verifyingText(event));
    },
    migrations: folderSource(await migrationsFolder(context, flags)),
    ledger: await ledgerTable(context, flags),
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

function placedIn(folder: string, migration: VerifiedMigration): PlacedMigration {
  const { name, failure } = migration;
  if (failure === null) return { ...migration, place: {} };
  const direction = failure.during === 'down' ? 'down' : 'up';
  return { ...migration, place: placeOfMigration(folder, { name, direction }, failure.error) };
}

type PlacedReport = VerifyReport & { readonly migrations: readonly PlacedMigration[] };

function outcomeOf(
  context: Context,
  target: Target | undefined,
  report: PlacedReport,
  { strictness, took }: { readonly strictness: Strictness; readonly took: string },
): Outcome {
  const { migrations, notTested } = report;
  const findings = failedMigrations(migrations, strictness);
  const place = target === undefined ? 'An empty in-memory database' : `A copy of ${targetName(target)}`;
  return {
    exitCode: findings.length === 0 ? exitCodes.done : exitCodes.findings,
    result: { migrations: migrations.map(asData), notTested, findings: findings.map(({ name }) => name) },
    target,
    text: '',
    summary: verifySummary(context.stderr, place, report, { strictness, took }),
  };
}

function asData({ place, failure, ...migration }: PlacedMigration): object {
  if (failure === null) return { ...migration, failure };
  const { error: _, ...known } = failure;
  return { ...migration, failure: { ...known, ...place } };
}
