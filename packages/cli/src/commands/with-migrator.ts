// What the commands that need a migrator share: it is created for the target and folder, and its database closed after the work.
import { remedyFor } from '@roostjs/d1-adapter/rules';
import type { MigrationListener, Migrator, MigratorOptions } from '@roostjs/migrations-core';
import { createMigrator, detailsOf, isRoostError, RoostError } from '@roostjs/migrations-core';
import { askConsent, requestFor } from '../consent.ts';
import type { Context } from '../context.ts';
import { refuseNameMisfits } from '../export/in-place.ts';
import type { FlagValues } from '../flag.ts';
import type { allowOtherEnvironment, ConsentFlags, DatabaseFlags, seedFlags } from '../flags.ts';
import { placeOfMigration } from '../migrations-folder/place.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { openTarget } from '../open-target.ts';
import { showProgress, showSignal } from '../output/progress.ts';
import { ledgerTable, migrationsFolder } from '../project.ts';
import { scratchDatabases } from '../scratch.ts';
import { loadFolder } from '../seeders-folder/load.ts';
import { environmentOf, findTarget, type RemoteTarget, type Target } from '../target.ts';
import { Seeding } from './seeding.ts';

type MigratorFlags = DatabaseFlags &
  ConsentFlags &
  FlagValues<typeof seedFlags> &
  FlagValues<readonly [typeof allowOtherEnvironment]>;

/**
 * Calls `work` with a migrator for the database that the flags select, and with the seeders if `--seed` was given, which are loaded
 * before anything is done. The database is closed in any case.
 */
export async function withMigrator<T>(
  context: Context,
  flags: MigratorFlags,
  work: (migrator: Migrator, target: Target, seeding: Seeding | null) => Promise<T>,
  access: 'write' | 'rehearse' | 'read' = 'write',
): Promise<T> {
  const target = await findTarget(context, flags);
  if (target.kind !== 'file' && access !== 'read') await refuseNameMisfits(context, flags);
  const folder = migrationsFolder(context, flags);
  const seeding = flags.seed ? new Seeding(context, target, flags, await loadFolder(context, flags)) : null;
  const show: MigrationListener = flags.json ? () => {} : showProgress(context.stderr, target);
  const onSignal = flags.json ? () => {} : showSignal(context.stderr);
  const { database, migratorOptions, close } = await openTarget(context, target, access === 'rehearse');
  try {
    const migrator = createMigrator({
      database,
      ...migratorOptions,
      remedyFor,
      openScratch: await scratchDatabases(target.kind !== 'file' || target.d1Rules),
      migrations: folderSource(folder),
      ledger: ledgerTable(context, flags),
      now: context.clock,
      shouldStop: context.signals.received,
      ...environmentSetting(target, flags),
      onEvent: (event) => {
        if (event.type === 'run-started') context.signals.begin(onSignal);
        show(event);
      },
      ...(target.kind === 'remote' ? { approve: approveWith(context, target, flags, seeding) } : {}),
    });
    return await work(migrator, target, seeding);
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

function approveWith(
  context: Context,
  target: RemoteTarget,
  flags: ConsentFlags,
  seeding: Seeding | null,
): NonNullable<MigratorOptions['approve']> {
  return async (plan, losses) => {
    await askConsent(context, target, requestFor(context, target, plan, losses, seeding?.names), flags);
    seeding?.agree();
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
