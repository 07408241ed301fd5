// A plan as data: the steps to take, in order.
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Wipe } from '../wipe/wipe.ts';

export type Action = 'migrate' | 'rollback' | 'reset' | 'refresh' | 'fresh';

/** A warning about a plan before it runs; what it means for the names depends on the plan's action. */
export type PlanWarning = {
  readonly code:
    | 'MIGRATION.CHANGED'
    | 'MIGRATION.EMPTY'
    | 'MIGRATION.MISSING'
    | 'MIGRATION.OUT_OF_ORDER'
    | 'LEDGER.ENVIRONMENT'
    | 'LEDGER.OTHER_TOOL'
    | 'SCHEMA.DRIFTED';
  /**
   * The names of migrations, of the environment that the ledger remembers, of other tools and their ledgers, or of
   * the objects that drifted.
   */
  readonly names: readonly string[];
  /** Which down() undoes changed migrations. */
  readonly down?: DownSource;
};

/**
 * Which down() undoes a changed migration: the one stored in the ledger when it was applied, or the file's current
 * one.
 */
export type DownSource = 'stored' | 'file';

/** A warning that can stop a migrate instead. */
export type FailableWarning = 'MIGRATION.CHANGED' | 'MIGRATION.OUT_OF_ORDER' | 'MIGRATION.LOSES_DATA';

/** Plain data: what a dry run prints, and what a program can show before it approves. */
export type Plan = {
  readonly action: Action;
  /**
   * What is dropped before the first step; null unless the action is a fresh start and there is something to drop or
   * apply.
   */
  readonly wipe: Wipe | null;
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint reports about the steps, if they were linted before the run. */
  readonly findings: readonly LintFinding[];
};

/**
 * What a rollback undoes: the last batch, one batch by number, the last n migrations, or what was applied since the
 * migration that `to` names.
 */
export type RollbackSelection =
  | { readonly kind: 'last-batch' }
  | { readonly kind: 'batch'; readonly batch: number }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'since'; readonly to: string };
