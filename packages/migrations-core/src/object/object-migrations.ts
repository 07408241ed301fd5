// The migrations of one object: they run in its constructor, and whatever becomes of them, the object goes on answering.
import { isRoostError, messageOf } from '../errors.ts';
import { findMigration } from '../migration/find-by-name.ts';
import type { MigrationMap, MigrationSource } from '../migration/source.ts';
import type { RollbackOptions } from '../migrator/runner-types.ts';
import { checkOptions, type OptionSpecs, oneOf } from '../options.ts';
import type { PretendReport } from '../run/report.ts';
import { inMaintenance, notRestorable, rolledBack } from './errors.ts';
import { inTurn } from './in-turn.ts';
import { bookmarkOf } from './ledger.ts';
import {
  type MigrateObjectOptions,
  migrateObject,
  migrateSpecs,
  pendingIn,
  rollbackObject,
} from './migrate-object.ts';
import { pretendPlan } from './pretend.ts';
import { type ObjectSetup, readObject, setupOf } from './setup.ts';
import { type ObjectFailure, type ObjectStatus, objectStatus } from './status.ts';
import type { ObjectState, ObjectStorage } from './storage.ts';

export type ObjectMigrationsOptions = MigrateObjectOptions & {
  /**
   * What a request meets after a migration has failed. `throw`, the default: the migration's own error. `maintenance`:
   * OBJECT.IN_MAINTENANCE, which says nothing of the migration; serve() answers it with status 503.
   */
  readonly onFailure?: 'throw' | 'maintenance';
};

/** Where an object is restored to at its next start. */
export type ObjectRestore = {
  /** The migration that will not have run. */
  readonly before: string;
  readonly bookmark: string;
  /** The point before the restore itself. */
  readonly undo: string;
};

/** What runs migrations runs in blockConcurrencyWhile(): requests that come meanwhile wait. */
export interface ObjectMigrations {
  /**
   * Resolves once nothing is pending; rejects for as long as a migration has failed. Nothing is tried again before
   * retry(), or the object's next start.
   */
  ready(): Promise<void>;
  /** Calls `handle` once the object is ready; in maintenance answers with status 503 and JSON instead: code, message. */
  serve<T>(handle: () => T | Promise<T>): Promise<T | Response>;
  /**
   * Writes nothing. Plain data, also while a migration has failed. Throws LEDGER.UNREADABLE, and what is wrong with the
   * names of the migrations.
   */
  status(): Promise<ObjectStatus>;
  /** Applies what is pending again. A failure is in the status that it returns. */
  retry(): Promise<ObjectStatus>;
  /**
   * Rolls back the last batch, or what the options select. If that leaves something pending, the object is not served
   * before retry() or its next start, which applies it again. Throws as a runner's rollback().
   */
  rollback(options?: RollbackOptions): Promise<ObjectStatus>;
  /** What retry() would run, found out by running it and undoing it. */
  pretend(): Promise<PretendReport>;
  /**
   * Restores the object, at its next start, to the point before the run that applied a migration, by default the last
   * run. Call ctx.abort() to end it; code that has the migration applies it again. Throws
   * OBJECT.NOT_RESTORABLE.
   */
  restore(options?: { readonly before?: string }): Promise<ObjectRestore>;
}

/**
 * For a field of an object: migrates its storage in blockConcurrencyWhile(), which never rejects here, so that a failure
 * does not reset the object for ever. Throws OPTION.INVALID and LEDGER.NAME_INVALID.
 */
export function objectMigrations(
  ctx: ObjectState,
  migrations: MigrationSource | MigrationMap,
  options: ObjectMigrationsOptions = {},
): ObjectMigrations {
  checkOptions('objectMigrations()', options, specs);
  return new DefaultObjectMigrations(ctx, setupOf(ctx.storage, migrations, options.ledger), options);
}

const specs: OptionSpecs<ObjectMigrationsOptions> = {
  ...migrateSpecs,
  onFailure: oneOf(['throw', 'maintenance']),
};

class DefaultObjectMigrations implements ObjectMigrations {
  readonly #ctx: ObjectState;
  readonly #setup: ObjectSetup;
  readonly #options: MigrateObjectOptions;
  readonly #isMaintained: boolean;
  /** Settles with what is wrong; undefined if nothing is. */
  #wrong: Promise<unknown>;

  constructor(ctx: ObjectState, setup: ObjectSetup, { onFailure, ...options }: ObjectMigrationsOptions) {
    this.#ctx = ctx;
    this.#setup = setup;
    this.#options = options;
    this.#isMaintained = onFailure === 'maintenance';
    this.#wrong = this.#migrate();
  }

  async ready(): Promise<void> {
    const wrong = await this.#wrong;
    if (wrong !== undefined) throw this.#isMaintained ? inMaintenance(wrong) : wrong;
  }

  async serve<T>(handle: () => T | Promise<T>): Promise<T | Response> {
    const wrong = await this.#wrong;
    if (wrong !== undefined && this.#isMaintained) {
      const { code, message } = inMaintenance(wrong);
      return Response.json({ code, message }, { status: 503 });
    }
    await this.ready();
    return handle();
  }

  async status(): Promise<ObjectStatus> {
    const wrong = await this.#wrong;
    return objectStatus(await readObject(this.#setup), wrong === undefined ? null : failureOf(wrong));
  }

  async retry(): Promise<ObjectStatus> {
    this.#wrong = this.#migrate();
    return this.status();
  }

  async rollback(options: RollbackOptions = {}): Promise<ObjectStatus> {
    await this.#alone(async () => {
      const { ledger: before } = await readObject(this.#setup);
      try {
        await rollbackObject(this.#setup, options);
      } finally {
        // It may have failed after a step that it has rolled back.
        const { ledger, statuses } = await readObject(this.#setup);
        const pending = statuses.filter(({ state }) => state === 'pending').map(({ name }) => name);
        if (ledger.rows.length < before.rows.length)
          this.#wrong = Promise.resolve(pending.length === 0 ? undefined : rolledBack(pending));
      }
    });
    return this.status();
  }

  async pretend(): Promise<PretendReport> {
    const { storage } = this.#setup;
    const pretend = async (): Promise<PretendReport> => {
      const state = await readObject(this.#setup);
      return pretendPlan(storage, state, pendingIn(state, this.#options));
    };
    return this.#alone(() => inTurn(storage, pretend));
  }

  async restore({ before }: { readonly before?: string } = {}): Promise<ObjectRestore> {
    const { storage, table } = this.#setup;
    const { rows } = (await readObject(this.#setup)).ledger;
    const batch = rows.at(-1)?.batch;
    const name =
      before === undefined
        ? rows.find((row) => row.batch === batch)?.migration
        : findMigration(
            before,
            rows.map(({ migration }) => migration),
          );
    if (name === undefined) throw notRestorable('nothing is applied');
    const bookmark = bookmarkOf(storage, table, name);
    if (bookmark === undefined) throw notRestorable(`no bookmark was kept when '${name}' was applied`);
    return { before: name, bookmark, undo: await restoreTo(storage, bookmark) };
  }

  #migrate(): Promise<unknown> {
    const { storage, migrations } = this.#setup;
    const run = this.#alone(() => migrateObject(storage, migrations, this.#options));
    return run.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  // An error in blockConcurrencyWhile() resets the object, so it is thrown after it.
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const outcome = await this.#ctx.blockConcurrencyWhile(() =>
      work().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    );
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }
}

async function restoreTo(storage: ObjectStorage, bookmark: string): Promise<string> {
  if (storage.onNextSessionRestoreBookmark === undefined)
    throw notRestorable('its runtime has no point-in-time recovery');
  try {
    return await storage.onNextSessionRestoreBookmark(bookmark);
  } catch (cause) {
    throw notRestorable(messageOf(cause), cause);
  }
}

function failureOf(error: unknown): ObjectFailure {
  if (!isRoostError(error)) return { code: 'MIGRATION.FAILED', message: messageOf(error), hint: '' };
  const { code, message, hint } = error;
  return { code, message, hint };
}
