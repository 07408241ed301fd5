// Verifies migrations on a database that may be overwritten: each up, down, and up again.

import type { SqlDatabase } from '../database/d1.ts';
import { schemaDifferences } from '../database/schema-diff.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type LedgerSettings, wranglerFiles } from '../ledger/ledger-settings.ts';
import { readLedger } from '../ledger/read.ts';
import { listMigrations, toMigrationSource } from '../migration/source.ts';
import type { MigratorOptions } from '../migrator/types.ts';
import { aDatabase, aFunction, aSource, aText, checkOptions, type OptionSpecs, oneOf } from '../options.ts';
import { partialMigrations } from '../plan/errors.ts';
import { resetNumbers } from './next-numbers.ts';
import { type Observation, Observer } from './observe.ts';
import type { StageFailure, VerifiedMigration, VerifiedState, VerifyEvent, VerifyReport } from './report.ts';
import { appliedWithFile, type Candidate, lastBatchIn, loaded, pendingIn } from './selection.ts';
import { changedNothing, VerifyTrial } from './trial.ts';
import { type RoundTrip, verdictOf } from './verdict.ts';
import { WatchedDatabase } from './watched-database.ts';

export type VerifyOptions = Pick<
  MigratorOptions,
  'migrations' | 'ledger' | 'rules' | 'remedyFor' | 'wranglerLedger' | 'wranglerFile'
> & {
  /**
   * A disposable database: an empty one, for example `openMemoryD1()` of `@roostjs/d1-adapter/local`, or a copy of a
   * real one, for example `openLocalCopy()` there.
   */
  readonly scratch: SqlDatabase;
  /**
   * `pending` if omitted, which is every migration on an empty database. Those of the last batch are rolled back,
   * newest to oldest, as far as they have a file and a down(), and each is verified as if it were pending before the
   * next older one is rolled back.
   */
  readonly which?: 'pending' | 'last-batch';
  readonly onEvent?: (event: VerifyEvent) => void;
};

const optionSpecs: OptionSpecs<VerifyOptions> = {
  scratch: aDatabase,
  migrations: aSource,
  ledger: aText,
  rules: aFunction,
  remedyFor: aFunction,
  wranglerLedger: aText,
  wranglerFile: oneOf(wranglerFiles),
  which: oneOf(['pending', 'last-batch']),
  onEvent: aFunction,
};

/**
 * Runs each migration up, down, and up again on `scratch`, and compares schema and rows. Problems of migrations are
 * data; it throws only what prevents the verification: what listing and loading throw, LEDGER.*, MIGRATION.PARTIAL,
 * VERIFY.UNREADABLE and OPTION.INVALID.
 */
export async function verifyMigrations(options: VerifyOptions): Promise<VerifyReport> {
  checkOptions('verifyMigrations()', options, optionSpecs);
  const { scratch, migrations, which = 'pending', onEvent = () => {}, ...setup } = options;
  const settings = checkLedgerSettings(options);
  const entries = await listMigrations(toMigrationSource(migrations));
  const ledger = await readLedger(scratch, settings);
  refusePartial(ledger);
  const selected = which === 'pending' ? pendingIn(ledger, entries) : lastBatchIn(ledger, entries);
  const candidates = await Promise.all(selected.map(loaded));
  const database = new WatchedDatabase(scratch);
  const trial = new VerifyTrial({ ...setup, database }, appliedWithFile(ledger, entries));
  const observer = new Observer(database, settings);
  const start = await observer.observe();
  const startedEmpty = start.schema.length === 0 && ledger.rows.length === 0;
  const total = candidates.length;
  const verification = new Verification({
    scratch,
    settings,
    observer,
    trial,
    start,
    startedEmpty,
    total,
    onEvent,
  });
  const verified = await (which === 'pending'
    ? verification.ofPending(candidates)
    : verification.ofApplied(candidates));
  const names = new Set(verified.map(({ name }) => name));
  const notTested = ledger.rows.map(({ migration }) => migration).filter((name) => !names.has(name));
  return { migrations: verified, notTested };
}

function refusePartial({ rows }: Ledger): void {
  const partial = rows.filter(({ state }) => state === 'partial').map(({ migration }) => migration);
  if (partial.length > 0) throw partialMigrations(partial);
}

/** A migration to verify, and the database with it applied, if it was applied at the start. */
type Pending = Candidate & { readonly asApplied: Observation | undefined };

type VerificationSetup = {
  readonly scratch: SqlDatabase;
  readonly settings: LedgerSettings;
  readonly observer: Observer;
  readonly trial: VerifyTrial;
  readonly start: Observation;
  /** Whether everything in the database was created by migrations that were verified here. */
  readonly startedEmpty: boolean;
  readonly total: number;
  readonly onEvent: (event: VerifyEvent) => void;
};

class Verification {
  readonly #scratch: SqlDatabase;
  readonly #settings: LedgerSettings;
  readonly #observer: Observer;
  readonly #trial: VerifyTrial;
  readonly #startedEmpty: boolean;
  readonly #total: number;
  readonly #onEvent: (event: VerifyEvent) => void;
  readonly #verified: VerifiedMigration[] = [];
  #current: Observation;
  #isReachable = true;

  constructor(setup: VerificationSetup) {
    const { scratch, settings, observer, trial, start, startedEmpty, total, onEvent } = setup;
    this.#total = total;
    this.#onEvent = onEvent;
    this.#scratch = scratch;
    this.#settings = settings;
    this.#observer = observer;
    this.#trial = trial;
    this.#current = start;
    this.#startedEmpty = startedEmpty;
  }

  async ofPending(candidates: readonly Candidate[]): Promise<readonly VerifiedMigration[]> {
    for (const migration of candidates) {
      this.#started(migration);
      if (this.#isReachable) {
        await this.#trial.deleteLedgerRows(this.#settings.table);
        const trip = await this.#verify({ ...migration, asApplied: undefined });
        this.#isReachable = await this.#canContinue(migration, trip);
      } else this.#addUntested(migration, 'skipped');
    }
    return this.#verified;
  }

  /**
   * Each is verified while the earlier ones are still applied, so what their rollback deletes does not count as its
   * loss. Ends at the first that cannot be rolled back. Returns them oldest first.
   */
  async ofApplied(newestFirst: readonly Candidate[]): Promise<readonly VerifiedMigration[]> {
    for (const migration of newestFirst) {
      this.#started(migration);
      if (!this.#isReachable) {
        this.#addUntested(migration, 'skipped');
        continue;
      }
      if (!migration.isReversible) {
        this.#addUntested(migration, 'irreversible');
        break;
      }
      const asApplied = this.#current;
      const failure = await this.#trial.down();
      if (failure !== null) {
        this.#addUntested(migration, 'failed', failure);
        break;
      }
      await resetNumbers(this.#scratch, this.#settings);
      await this.#observe();
      const trip = await this.#verify({ ...migration, asApplied });
      this.#isReachable = await this.#isRolledBack(migration, trip);
    }
    return this.#verified.reverse();
  }

  /** Adds the result of a migration that was not verified. */
  #addUntested(
    { entry: { name } }: Candidate,
    state: VerifiedState,
    failure: StageFailure | null = null,
  ): void {
    this.#add({ name, state, differences: [], rows: [], failure });
  }

  #started({ entry: { name } }: Candidate): void {
    const number = this.#verified.length + 1;
    this.#onEvent({ type: 'migration-started', name, number, total: this.#total });
  }

  #add(migration: VerifiedMigration): void {
    this.#verified.push(migration);
    this.#onEvent({ type: 'migration-verified', migration });
  }

  async #verify(pending: Pending): Promise<RoundTrip> {
    const trip = await this.#roundTrip(pending);
    this.#add(verdictOf(trip));
    return trip;
  }

  async #roundTrip({ entry, isReversible, asApplied }: Pending): Promise<RoundTrip> {
    const { name } = entry;
    const named = isReversible ? null : await this.#trial.namesIn(entry);
    const trip = { name, isReversible, named, asApplied, before: this.#current };
    const failedUp = await this.#trial.up(entry, 'up');
    if (failedUp !== null)
      return { ...trip, up: undefined, down: undefined, upAgain: undefined, failure: failedUp };
    const isCompared = asApplied !== undefined || !isReversible;
    const up = isCompared ? await this.#observe() : await this.#observer.schema();
    if (!isReversible) return { ...trip, up, down: undefined, upAgain: undefined, failure: null };
    const failedDown = await this.#trial.down();
    // The database is as up() left it, and was not fully observed then.
    if (failedDown !== null && changedNothing(failedDown)) await this.#observe();
    if (failedDown !== null) return { ...trip, up, down: undefined, upAgain: undefined, failure: failedDown };
    const down = await this.#observe();
    const failedUpAgain = await this.#trial.up(entry, 'up-again');
    if (failedUpAgain !== null) return { ...trip, up, down, upAgain: undefined, failure: failedUpAgain };
    return { ...trip, up, down, upAgain: await this.#observe(), failure: null };
  }

  /**
   * Whether the next one can be verified: the last one is applied, and, if possible, the schema is as its first up()
   * left it.
   */
  async #canContinue({ entry }: Candidate, { up, upAgain, failure }: RoundTrip): Promise<boolean> {
    if (up === undefined) return false;
    const isApplied = failure === null || (failure.during === 'down' && changedNothing(failure));
    const isAsFirst = upAgain === undefined || schemaDifferences(up.schema, upAgain.schema).length === 0;
    if ((isApplied && isAsFirst) || !this.#startedEmpty) return isApplied;
    const failed = await this.#trial.startOver(entry);
    await this.#observe();
    return failed === null;
  }

  /** Whether the migration before it can be verified. */
  async #isRolledBack({ entry }: Candidate, { failure }: RoundTrip): Promise<boolean> {
    if (failure !== null && !changedNothing(failure)) return false;
    if (this.#trial.isApplied(entry) && (await this.#trial.down()) !== null) return false;
    await this.#observe();
    return true;
  }

  async #observe(): Promise<Observation> {
    this.#current = await this.#observer.observe();
    return this.#current;
  }
}
