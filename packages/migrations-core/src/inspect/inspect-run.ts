// What createMigrator hands to its runs: they are looked at by the rules of lint, on a scratch database, and asked what they
// would lose of the rows that are there.

import type { DatabaseRules } from '../database/rules.ts';
import type { SchemaIndex } from '../database/schema-index.ts';
import { losesData } from '../lint/finding.ts';
import { knownRules } from '../lint/lint.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { LossPreview } from '../run/data-loss.ts';
import { dataLost } from '../run/errors.ts';
import type {
  Inspector,
  PlanInspection,
  PreparedRun,
  RecordedByName,
  RunInspection,
  StepInspection,
} from '../run/inspector.ts';
import type { PretendReport } from '../run/report.ts';
import { pretendPlan } from './dry-run.ts';
import { type LintSettings, lintPlan, lintSettings, lintStep, withRunLinter } from './lint-run.ts';
import { LossPreviewer } from './loss-preview.ts';

/** Throws LINT.RULE_UNKNOWN. */
export function lintingInspector(options: {
  readonly scratch?: OpenScratch;
  readonly rules?: DatabaseRules;
}): Inspector {
  return (wish) => {
    const lint = wish === null ? null : { ...wish, allow: knownRules(wish.allow) };
    return (run) => new LintingInspection(run, lintSettings(options, run.plan, run.entries, lint));
  };
}

class LintingInspection implements RunInspection {
  readonly #run: PreparedRun;
  /** null where no lint is wanted, or possible. */
  readonly #lint: LintSettings | null;
  #recorded: RecordedByName = new Map();
  #downs: RecordedByName = new Map();

  constructor(run: PreparedRun, lint: LintSettings | null) {
    this.#run = run;
    this.#lint = lint;
  }

  async inspectPlan(known: readonly RecordedStep[] | null): Promise<PlanInspection> {
    const { database, ledger, plan, loaded } = this.#run;
    const { steps } = plan;
    const sight = await lintPlan(this.#lint, database, ledger, { steps, loaded, known });
    this.#recorded = sight.recorded;
    return sight;
  }

  async inspectStep(
    step: PlanStep,
    migration: LoadedMigration,
    statements: readonly RecordedStatement[],
    schema: SchemaIndex,
  ): Promise<StepInspection> {
    if (this.#lint === null) return { findings: [], refusal: null, ifRefused: null };
    const { database, ledger } = this.#run;
    const on = { database, isAtomic: ledger.batches === 'atomic' };
    const { findings, ifRefused } = await lintStep(this.#lint, on, schema, migration, statements);
    const losses = findings.filter(losesData);
    const isRefused = this.#lint.refusesLoss && losses.length > 0;
    return { findings, refusal: isRefused ? (report) => dataLost(losses, step, report) : null, ifRefused };
  }

  async losses(): Promise<LossPreview> {
    const { database, ledger, plan, loaded } = this.#run;
    const foresight = new LossPreviewer(database, ledger, plan, loaded, this.#recorded);
    const losses = await foresight.losses();
    this.#downs = foresight.downs;
    return losses;
  }

  /** Empty unless the losses were asked for: where nobody asks, each down() is called in its turn and not before. */
  get downs(): RecordedByName {
    return this.#downs;
  }

  pretend(): Promise<PretendReport> {
    const { database, ledger, plan, loaded } = this.#run;
    return withRunLinter(this.#lint, ledger, (lookout) =>
      pretendPlan(database, plan, loaded, ledger, lookout),
    );
  }
}
