// The database that migrations are verified on, and which of them are applied to it. Each call runs as a migrate or a
// rollback does.
import { identifiersIn, quotedName } from '@roostjs/internal-sql';
import type { FailedStatement } from '../database/failure.ts';
import type { RefusedStatement } from '../database/rules.ts';
import { isRoostError } from '../errors.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { createMigrator } from '../migrator/create-migrator.ts';
import type { Migrator, MigratorOptions } from '../migrator/types.ts';
import type { StageFailure, VerifyStage } from './report.ts';

export type TrialOptions = Pick<
  MigratorOptions,
  'database' | 'ledger' | 'rules' | 'remedyFor' | 'wranglerLedger'
>;

export class VerifyTrial {
  readonly #options: TrialOptions;
  /** In the order in which they were applied. */
  #applied: readonly MigrationEntry[];
  /** Those of them that have a ledger row: the newest. */
  #recorded: readonly MigrationEntry[];

  constructor(options: TrialOptions, applied: readonly MigrationEntry[]) {
    this.#options = options;
    this.#applied = applied;
    this.#recorded = applied;
  }

  /**
   * Deletes the ledger rows, so that the next calls cost what one migration costs. Those migrations can no longer be
   * rolled back.
   */
  async deleteLedgerRows(ledger: string): Promise<void> {
    if (this.#recorded.length === 0) return;
    await this.#options.database.prepare(`DELETE FROM ${quotedName(ledger)}`).run();
    this.#recorded = [];
  }

  /** The failure, or null. Throws errors that are not a failure of the migration. */
  async up(entry: MigrationEntry, during: VerifyStage): Promise<StageFailure | null> {
    const recorded = [...this.#recorded, entry];
    const failure = await attempt(during, () => this.#migratorOf(recorded).migrate());
    if (failure !== null) return failure;
    this.#applied = [...this.#applied, entry];
    this.#recorded = recorded;
    return null;
  }

  /** The names that the statements of its up() mention; null if they are known only when it runs. */
  async namesIn(entry: MigrationEntry): Promise<ReadonlySet<string> | null> {
    const { steps } = await this.#migratorOf([...this.#recorded, entry]).migrate({ pretend: true });
    const statements = steps[0]?.statements ?? null;
    return statements === null ? null : new Set(statements.flatMap(({ sql }) => [...identifiersIn(sql)]));
  }

  isApplied({ name }: MigrationEntry): boolean {
    return this.#applied.some((entry) => entry.name === name);
  }

  /** Rolls back the one that was applied last. */
  async down(): Promise<StageFailure | null> {
    const failure = await attempt('down', () =>
      this.#migratorOf(this.#recorded).rollback({ step: 1, down: 'file' }),
    );
    if (failure !== null) return failure;
    this.#applied = this.#applied.slice(0, -1);
    this.#recorded = this.#recorded.slice(0, -1);
    return null;
  }

  /** Empties the database, and applies the earlier migrations and this one again. */
  async startOver(entry: MigrationEntry): Promise<StageFailure | null> {
    const applied = [...this.#applied.filter(({ name }) => name !== entry.name), entry];
    const failure = await attempt('up', () => this.#migratorOf(applied).fresh());
    if (failure !== null) return failure;
    this.#applied = applied;
    this.#recorded = applied;
    return null;
  }

  #migratorOf(entries: readonly MigrationEntry[]): Migrator {
    return createMigrator({ ...this.#options, migrations: { list: async () => entries } });
  }
}

const failures = [
  'MIGRATION.FAILED',
  'MIGRATION.REFUSED',
  'MIGRATION.STOPPED_HALFWAY',
  'MIGRATION.TOUCHES_LEDGER',
  'MIGRATION.WIPE_FAILED',
];

/** Whether the failed call has changed nothing. */
export function changedNothing({ code }: StageFailure): boolean {
  return code !== 'MIGRATION.STOPPED_HALFWAY';
}

async function attempt(during: VerifyStage, work: () => Promise<unknown>): Promise<StageFailure | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isRoostError(error) || !failures.includes(error.code)) throw error;
    const { code, message, details, cause } = error;
    const hint = hintOf(during, cause, details);
    return { during, code, message, hint, statement: statementIn(details), error };
  }
}

// The hint of the runner's own error says what to do about a database that is in use. What fails only the second time
// is what down() has left.
function hintOf(during: VerifyStage, cause: unknown, details: Readonly<Record<string, unknown>>): string {
  if (isRoostError(cause)) return cause.hint;
  const refused = details['refused'] as readonly RefusedStatement[] | undefined;
  const known = refused?.[0]?.remedy ?? (details['remedy'] as string | null | undefined);
  const remedy =
    during === 'up-again' ? 'let down() undo all that up() does' : (known ?? 'fix the migration');
  return `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}, and verify it again.`;
}

// The error of a refused migration lists all refused statements instead.
function statementIn(details: Readonly<Record<string, unknown>>): FailedStatement | null {
  const refused = details['refused'] as readonly RefusedStatement[] | undefined;
  const statement = refused?.[0] ?? (details['statement'] as FailedStatement | null | undefined);
  return statement === undefined || statement === null
    ? null
    : { number: statement.number, sql: statement.sql };
}
