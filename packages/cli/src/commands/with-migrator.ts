// What the commands that need a migrator share: it is created for the target and folder, and its database closed after the work.
import { remedyFor } from '@roostjs/d1-adapter/rules';
import { type PendingPhases, pendingPhases } from '@roostjs/internal-core';
import type { Migrator, MigratorOptions } from '@roostjs/migrations-core';
import { createMigrator, detailsOf, isRoostError, RoostError } from '@roostjs/migrations-core';
import { askConsent, requestFor } from '../consent.ts';
import type { Context } from '../context.ts';
import { refuseNameMisfits } from '../export/in-place.ts';
import type { FlagValues } from '../flag.ts';
import type { allowOtherEnvironment, ConsentFlags, DatabaseFlags, seedFlags } from '../flags.ts';
import { placeOfMigration } from '../migrations-folder/place.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { openTarget } from '../open-target.ts';
import { brokenText } from '../output/queries.ts';
import { afterYesText } from '../output/remote-plan.ts';
import { ledgerTable, migrationsFolder } from '../project.ts';
import { appliedBy, PlannedQueries } from '../queries/planned.ts';
import { scratchDatabases } from '../scratch.ts';
import { loadFolder } from '../seeders-folder/load.ts';
import { environmentOf, findTarget, type RemoteTarget, type Target } from '../target.ts';
import { RunDisplay } from './run-display.ts';
import { Seeding } from './seeding.ts';

type MigratorFlags = DatabaseFlags &
  ConsentFlags &
  FlagValues<typeof seedFlags> &
  FlagValues<readonly [typeof allowOtherEnvironment]> & {
    readonly pretend?: boolean;
    readonly rehearse?: boolean;
    readonly atomic?: boolean;
  };

/** What some commands need beside the migrator. */
export type Needed = {
  /** The seeders of `--seed`; null without it. */
  readonly seeding: Seeding | null;
  readonly phases: () => Promise<PendingPhases>;
  readonly queries: PlannedQueries;
  /** How long the run has taken, for the end of its summary. */
  readonly took: () => string;
};

/**
 * Calls `work` with a migrator for the database that the flags select, and with the seeders if `--seed` was given, which are loaded
 * before anything is done. The database is closed in any case.
 */
export async function withMigrator<T>(
  context: Context,
  flags: MigratorFlags,
  work: (migrator: Migrator, target: Target, needed: Needed) => Promise<T>,
  access: 'write' | 'read' = 'write',
): Promise<T> {
  const target = await findTarget(context, flags);
  if (target.kind !== 'file' && access !== 'read') await refuseNameMisfits(context, flags);
  const folder = await migrationsFolder(context, flags);
  const ledger = await ledgerTable(context, flags);
  const seeding = flags.seed ? new Seeding(context, target, flags, await loadFolder(context, flags)) : null;
  const opened = await openTarget(context, target, flags.rehearse);
  const { database, migratorOptions, locate, close } = opened;
  const display = new RunDisplay(context, target, flags, locate);
  const found = {
    database,
    openScratch: await scratchDatabases(context, target.kind !== 'file' || target.d1Rules),
    migrations: folderSource(folder),
    ledger,
  };
  const { wranglerLedger } = migratorOptions;
  const pending = { ...found, ...(wranglerLedger === undefined ? {} : { wranglerLedger }) };
  const queries = new PlannedQueries(context, flags, { opened, found: pending });
  let known: Promise<PendingPhases> | undefined;
  const phases = (): Promise<PendingPhases> => {
    known ??= pendingPhases(pending);
    return known;
  };
  try {
    display.wait();
    const migrator = createMigrator({
      ...found,
      ...migratorOptions,
      remedyFor,
      now: context.clock,
      shouldStop: context.signals.received,
      ...environmentSetting(target, flags),
      onEvent: (event) => display.show(event),
      ...(target.kind === 'remote'
        ? { approve: approveWith(context, target, { flags, seeding, display, phases, queries }) }
        : {}),
    });
    const done = await work(migrator, target, { seeding, phases, queries, took: () => display.took() });
    if (flags.pretend) await display.showWhere();
    return done;
  } catch (error) {
    throw withFile(error, folder);
  } finally {
    context.signals.end();
    close();
  }
}

// A file belongs to no environment. Environments can share a local database, because it is found by its id.
function environmentSetting(target: Target, flags: MigratorFlags): Pick<MigratorOptions, 'environment'> {
  if (target.kind === 'file') return {};
  const isRefused = target.kind === 'remote' && !flags.allowOtherEnvironment;
  return { environment: { name: environmentOf(target), onMismatch: isRefused ? 'refuse' : 'warn' } };
}

type Approval = {
  readonly flags: MigratorFlags;
  readonly seeding: Seeding | null;
  readonly display: RunDisplay;
  readonly phases: Needed['phases'];
  readonly queries: PlannedQueries;
};

function approveWith(
  context: Context,
  target: RemoteTarget,
  { flags, seeding, display, phases, queries }: Approval,
): NonNullable<MigratorOptions['approve']> {
  const { atomic: isAtomic = false, rehearse: isRehearsal = false } = flags;
  return async (plan, losses) => {
    await display.showWhere();
    const seeders = seeding?.names ?? [];
    const verb = isRehearsal ? 'rehearse' : 'apply';
    const isChecked = plan.action === 'migrate' && !isRehearsal;
    const broken = isChecked ? brokenText(context.stderr, await queries.check(appliedBy(plan.steps))) : '';
    const request = requestFor(context, target, plan, { losses, phases, seeders, verb });
    let rest = broken;
    const shown = async (): Promise<string> => {
      rest = '';
      return (await request.shown()) + broken + afterYesText(context.stderr, plan, { isAtomic, isRehearsal });
    };
    await askConsent(context, target, { ...request, shown }, flags);
    if (!flags.json) context.stderr.write(rest);
    seeding?.agree();
    display.wait();
  };
}

// Core knows migrations by name, but people open files.
function withFile(error: unknown, folder: string): unknown {
  if (!isRoostError(error)) return error;
  const details = detailsOf(error);
  if (details.step === undefined) return error;
  const { code, message, hint, cause } = error;
  const place = placeOfMigration(folder, details.step, error);
  return new RoostError({ code, message, hint, cause, details: { ...error.details, ...place } });
}
