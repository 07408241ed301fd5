// A plan as data: the steps to take, in order.

import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Wipe } from '../wipe/wipe.ts';

export type Action = 'migrate' | 'rollback' | 'reset' | 'refresh' | 'fresh';

/** What is said of a plan before it runs; what it means for the names depends on the plan's action. */
export type PlanWarning = {
  readonly code:
    | 'MIGRATION.CHANGED'
    | 'MIGRATION.EMPTY'
    | 'MIGRATION.MISSING'
    | 'MIGRATION.OUT_OF_ORDER'
    | 'LEDGER.ENVIRONMENT'
    | 'SCHEMA.DRIFTED';
  /** Of the migrations; of the environment that the ledger remembers; of the objects that are not as they were left. */
  readonly names: readonly string[];
  /** Whose down() undoes changed migrations: the one stored in the ledger, or the file's. */
  readonly down?: DownSource;
};

/** Where the down() of a changed migration is taken from: as it was stored when it was applied, or as its file has it now. */
export type DownSource = 'stored' | 'file';

/** A warning that can stop a migrate instead. */
export type FailableWarning = 'MIGRATION.CHANGED' | 'MIGRATION.OUT_OF_ORDER' | 'MIGRATION.LOSES_DATA';

/** Plain data: what pretend prints and what a program can show before it agrees. */
export type Plan = {
  readonly action: Action;
  /** What goes before the first step; null unless the action is a fresh start of a database that holds something. */
  readonly wipe: Wipe | null;
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint says of the steps, where they were looked at before the run. */
  readonly findings: readonly LintFinding[];
};

/**
 * What a roll-back takes: the last batch, one batch by number, the last n migrations, or what was applied since the
 * one that `to` means.
 */
export type RollbackSelection =
  | { readonly kind: 'last-batch' }
  | { readonly kind: 'batch'; readonly batch: number }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'since'; readonly to: string };
