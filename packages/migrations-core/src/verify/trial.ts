// The database that migrations are tried on, and which of them stand on it. Each call runs as a migrate or a roll-back does.
import { identifiersIn, quotedName } from '@roostjs/internal-sql';
import type { FailedStatement } from '../database/failure.ts';
import type { RefusedStatement } from '../database/rules.ts';
import { isRoostError } from '../errors.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { createMigrator } from '../migrator/create-migrator.ts';
import type { Migrator, MigratorOptions } from '../migrator/types.ts';
import type { StageFailure, VerifyStage } from './report.ts';

export type TrialOptions = Pick<MigratorOptions, 'database' | 'ledger' | 'rules' | 'wranglerLedger'>;

export class VerifyTrial {
  readonly #options: TrialOptions;
  /** In the order in which they were applied. */
  #standing: readonly MigrationEntry[];
  /** Those of them that the ledger knows: the newest. */
  #recorded: readonly MigrationEntry[];

  constructor(options: TrialOptions, standing: readonly MigrationEntry[]) {
    this.#options = options;
    this.#standing = standing;
    this.#recorded = standing;
  }

  /** Forgets which migrations stand, so that the next calls cost what one migration costs: they are not to be rolled back any more. */
  async forget(ledger: string): Promise<void> {
    if (this.#recorded.length === 0) return;
    await this.#options.database.prepare(`DELETE FROM ${quotedName(ledger)}`).run();
    this.#recorded = [];
  }

  /** What failed, or null. Throws what is no failure of the migration. */
  async up(entry: MigrationEntry, during: VerifyStage): Promise<StageFailure | null> {
    const recorded = [...this.#recorded, entry];
    const failure = await attempt(during, () => this.#migratorOf(recorded).migrate());
    if (failure !== null) return failure;
    this.#standing = [...this.#standing, entry];
    this.#recorded = recorded;
    return null;
  }

  /** The names that the statements of its up() mention; null where they show only when it runs. */
  async namesIn(entry: MigrationEntry): Promise<ReadonlySet<string> | null> {
    const { steps } = await this.#migratorOf([...this.#recorded, entry]).migrate({ pretend: true });
    const statements = steps[0]?.statements ?? null;
    return statements === null ? null : new Set(statements.flatMap(({ sql }) => [...identifiersIn(sql)]));
  }

  isStanding({ name }: MigrationEntry): boolean {
    return this.#standing.some((entry) => entry.name === name);
  }

  /** Takes back the one that was applied last. */
  async down(): Promise<StageFailure | null> {
    const failure = await attempt('down', () =>
      this.#migratorOf(this.#recorded).rollback({ step: 1, down: 'file' }),
    );
    if (failure !== null) return failure;
    this.#standing = this.#standing.slice(0, -1);
    this.#recorded = this.#recorded.slice(0, -1);
    return null;
  }

  /** Empties the database, and applies again what stood below this one, and this one. */
  async startOver(entry: MigrationEntry): Promise<StageFailure | null> {
    const standing = [...this.#standing.filter(({ name }) => name !== entry.name), entry];
    const failure = await attempt('up', () => this.#migratorOf(standing).fresh());
    if (failure !== null) return failure;
    this.#standing = standing;
    this.#recorded = standing;
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

/** Whether the call that failed has left everything as it found it. */
export function leftNothing({ code }: StageFailure): boolean {
  return code !== 'MIGRATION.STOPPED_HALFWAY';
}

async function attempt(during: VerifyStage, work: () => Promise<unknown>): Promise<StageFailure | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isRoostError(error) || !failures.includes(error.code)) throw error;
    const { code, message, details, cause } = error;
    return { during, code, message, hint: hintOf(cause), statement: statementIn(details) };
  }
}

// The runner's own says what to do about a database that is in use.
function hintOf(cause: unknown): string {
  return isRoostError(cause) ? cause.hint : 'Mend the migration, and verify it again.';
}

// A refused migration has the list of all that was refused instead.
function statementIn(details: Readonly<Record<string, unknown>>): FailedStatement | null {
  const refused = details['refused'] as readonly RefusedStatement[] | undefined;
  const statement = refused?.[0] ?? (details['statement'] as FailedStatement | null | undefined);
  return statement === undefined || statement === null
    ? null
    : { number: statement.number, sql: statement.sql };
}
