// What a run will come to, looked at where somebody asks for it before agreeing: what each down() would run, which is then
// what is sent, and the rows that would go.
import type { SqlDatabase } from '../database/d1.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { Plan } from '../plan/types.ts';
import { record } from '../record/record.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { LossPreview } from '../run/data-loss.ts';
import { ledgerTouched } from '../run/errors.ts';
import type { RecordedByName } from '../run/inspector.ts';
import { previewLosses, type StepToPreview } from './count-losses.ts';

export class LossPreviewer {
  readonly #database: SqlDatabase;
  readonly #ledger: Ledger;
  readonly #plan: Plan;
  readonly #loaded: LoadedMigrations;
  readonly #ups: RecordedByName;
  readonly #downs = new Map<string, readonly RecordedStatement[]>();

  constructor(
    database: SqlDatabase,
    ledger: Ledger,
    plan: Plan,
    loaded: LoadedMigrations,
    ups: RecordedByName,
  ) {
    this.#database = database;
    this.#ledger = ledger;
    this.#plan = plan;
    this.#loaded = loaded;
    this.#ups = ups;
  }

  /** Empty until the losses are asked for. What reads the database, or fails, is not in it. */
  get downs(): RecordedByName {
    return this.#downs;
  }

  /** Throws MIGRATION.TOUCHES_LEDGER. */
  async losses(): Promise<LossPreview> {
    await this.#recordDowns();
    const steps = this.#plan.steps.flatMap((step): readonly StepToPreview[] => {
      const statements = (step.direction === 'up' ? this.#ups : this.#downs).get(step.name) ?? null;
      // What is applied again behind a roll-back or a wipe finds nothing to take away.
      return step.direction === 'up' && statements === null ? [] : [{ step, statements }];
    });
    return previewLosses(this.#database, this.#ledger, this.#plan.wipe, steps);
  }

  async #recordDowns(): Promise<void> {
    for (const step of this.#plan.steps.filter(({ direction }) => direction === 'down')) {
      const outcome = await record(loadedFor(step, this.#loaded), 'down', this.#database, 'ahead');
      if (outcome.kind === 'failed') continue;
      const touching = touchingLedger(this.#ledger, outcome.statements);
      if (touching !== undefined) throw ledgerTouched(step, touching);
      this.#downs.set(step.name, outcome.statements);
    }
  }
}
