// What the commands that need a migrator share: it is created for the target and folder, and its database closed after the work.
import { remedyFor } from '@roostjs/d1-adapter/rules';
import type { MigrationListener, Migrator, MigratorOptions, Plan } from '@roostjs/migrations-core';
import { createMigrator, detailsOf, isRoostError, RoostError } from '@roostjs/migrations-core';
import { askConsent, type Request, requestFor } from '../consent.ts';
import type { Context } from '../context.ts';
import type { FlagValues } from '../flag.ts';
import type { allowOtherEnvironment, ConsentFlags, DatabaseFlags, seedFlags } from '../flags.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import { placeInFile } from '../migrations-folder/place.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { openTarget } from '../open-target.ts';
import { showProgress, showSignal } from '../output/progress.ts';
import { afterYesText, whereText } from '../output/remote-plan.ts';
import { tookText } from '../output/style.ts';
import { targetName } from '../output/target-name.ts';
import { ledgerTable, migrationsFolder } from '../project.ts';
import { scratchDatabases } from '../scratch.ts';
import { loadFolder } from '../seeders-folder/load.ts';
import { environmentOf, findTarget, type RemoteTarget, type Target } from '../target.ts';
import { Seeding } from './seeding.ts';

type MigratorFlags = DatabaseFlags &
  ConsentFlags &
  FlagValues<typeof seedFlags> &
  FlagValues<readonly [typeof allowOtherEnvironment]> & {
    readonly pretend?: boolean;
    readonly rehearse?: boolean;
    readonly atomic?: boolean;
  };

/** `took`: how long the run has taken, for the end of its summary. */
type Work<T> = (
  migrator: Migrator,
  target: Target,
  seeding: Seeding | null,
  took: () => string,
) => Promise<T>;

/**
 * Calls `work` with a migrator for the database that the flags select, and with the seeders if `--seed` was given, which are loaded
 * before anything is done. The database is closed in any case.
 */
export async function withMigrator<T>(context: Context, flags: MigratorFlags, work: Work<T>): Promise<T> {
  const { stderr, clock } = context;
  const target = await findTarget(context, flags);
  const folder = migrationsFolder(context, flags);
  const seeding = flags.seed ? new Seeding(context, target, flags, await loadFolder(context, flags)) : null;
  const show: MigrationListener = flags.json ? () => {} : showProgress(stderr, target);
  const onSignal = flags.json ? () => {} : showSignal(stderr);
  const { database, migratorOptions, locate, close } = await openTarget(context, target, flags.rehearse);
  let since = clock();
  const showWaiting = (): void =>
    stderr.live?.show(`${flags.rehearse ? 'Rehearsing on' : 'Reading'} ${targetName(target)}`, 'if slow');
  const showWhere = async (remote: RemoteTarget): Promise<void> => {
    if (!flags.json && locate !== undefined) stderr.write(whereText(stderr, remote, await locate()));
  };
  try {
    showWaiting();
    const migrator = createMigrator({
      database,
      ...migratorOptions,
      remedyFor,
      openScratch: await scratchDatabases(context, target.kind !== 'file' || target.d1Rules),
      migrations: folderSource(folder),
      ledger: ledgerTable(context, flags),
      now: clock,
      shouldStop: context.signals.received,
      ...environmentSetting(target, flags),
      onEvent: (event) => {
        if (event.type === 'run-started') {
          context.signals.begin(onSignal);
          stderr.live?.end();
          since = clock();
        }
        show(event);
      },
      ...(target.kind === 'remote'
        ? {
            approve: async (plan, losses) => {
              await showWhere(target);
              await approve(
                context,
                target,
                flags,
                requestFor(context, target, plan, losses, seeding?.names),
                plan,
              );
              seeding?.agree();
              showWaiting();
            },
          }
        : {}),
    });
    const done = await work(migrator, target, seeding, () => tookText(context, since));
    if (flags.pretend && target.kind === 'remote') await showWhere(target);
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

function approve(
  context: Context,
  target: RemoteTarget,
  flags: MigratorFlags,
  request: Request,
  plan: Plan,
): Promise<void> {
  const { atomic: isAtomic = false, rehearse: isRehearsal = false } = flags;
  const shown = async (): Promise<string> =>
    (await request.shown()) + afterYesText(context.stderr, plan, { isAtomic, isRehearsal });
  return askConsent(context, target, { ...request, shown }, flags);
}

// Core knows migrations by name, but people open files.
function withFile(error: unknown, folder: string): unknown {
  if (!isRoostError(error)) return error;
  const details = detailsOf(error);
  if (details.step === undefined) return error;
  const file = migrationPath(folder, details.step.name, details.step.direction);
  const { code, message, hint, cause } = error;
  const place = file === undefined ? {} : placeInFile(file, error);
  return new RoostError({ code, message, hint, cause, details: { ...error.details, ...place } });
}
