// What the commands that need a migrator share: it is created for the target and folder, and its database closed after the work.
import { existsSync, readFileSync } from 'node:fs';
import { remedyFor } from '@roostjs/d1-adapter/rules';
import type { MigrationListener, Migrator, MigratorOptions } from '@roostjs/migrations-core';
import { createMigrator, detailsOf, isRoostError, placeOf, RoostError } from '@roostjs/migrations-core';
import { askConsent, requestFor } from '../consent.ts';
import type { Context } from '../context.ts';
import type { FlagValues } from '../flag.ts';
import type { allowOtherEnvironment, ConsentFlags, DatabaseFlags } from '../flags.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { lineThrownAt } from '../migrations-folder/thrown-at.ts';
import { openTarget } from '../open-target.ts';
import { failedSql } from '../output/failed-sql.ts';
import { showProgress, showSignal } from '../output/progress.ts';
import { ledgerTable, migrationsFolder } from '../project.ts';
import { scratchDatabases } from '../scratch.ts';
import { environmentOf, findTarget, type RemoteTarget, type Target } from '../target.ts';

type MigratorFlags = DatabaseFlags & ConsentFlags & FlagValues<readonly [typeof allowOtherEnvironment]>;

/** Calls `work` with a migrator for the database that the flags select. The database is closed in any case. */
export async function withMigrator<T>(
  context: Context,
  flags: MigratorFlags,
  work: (migrator: Migrator, target: Target) => Promise<T>,
  isRehearsal = false,
): Promise<T> {
  const target = await findTarget(context, flags);
  const folder = migrationsFolder(context, flags);
  const show: MigrationListener = flags.json ? () => {} : showProgress(context.stderr, target);
  const onSignal = flags.json ? () => {} : showSignal(context.stderr);
  const { database, migratorOptions, close } = await openTarget(context, target, isRehearsal);
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
      ...(target.kind === 'remote' ? { approve: approveWith(context, target, flags) } : {}),
    });
    return await work(migrator, target);
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
): NonNullable<MigratorOptions['approve']> {
  return (plan, losses) => askConsent(context, target, requestFor(context, target, plan, losses), flags);
}

// Core knows migrations by name, but people open files.
function withFile(error: unknown, folder: string): unknown {
  if (!isRoostError(error)) return error;
  const details = detailsOf(error);
  if (details.step === undefined) return error;
  const file = migrationPath(folder, details.step.name, details.step.direction);
  const { code, message, hint, cause } = error;
  const place = file === undefined ? {} : (placeOfFailure(file, error) ?? placeThrownAt(file, cause));
  return new RoostError({ code, message, hint, cause, details: { ...error.details, file, ...place } });
}

type PlaceInFile = { readonly line?: number; readonly column?: number };

// The file could be read a moment ago; if it cannot be now, the failure itself is what counts. Without the place of the
// error, it is the line on which the statement begins.
function placeOfFailure(file: string, error: RoostError): PlaceInFile | undefined {
  const failed = failedSql(error);
  if (failed === undefined || !existsSync(file)) return undefined;
  const place = placeOf(readFileSync(file, 'utf8'), failed.sql, failed.at);
  if (place === null) return undefined;
  return failed.at === undefined ? { line: place.line } : place;
}

function placeThrownAt(file: string, cause: unknown): PlaceInFile {
  const line = lineThrownAt(file, cause);
  return line === undefined ? {} : { line };
}
