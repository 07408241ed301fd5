// A plan as data: the steps to take, in order.
import type { Direction } from './migration.ts';

export type Action = 'migrate' | 'rollback' | 'reset';

export type PlanStep = { readonly direction: Direction; readonly name: string; readonly batch: number };

export type PlanWarning = {
  readonly code: 'MIGRATION.MISSING' | 'MIGRATION.OUT_OF_ORDER';
  readonly names: readonly string[];
};

/** Plain data: what pretend prints and what a program can show before it agrees. */
export type Plan = {
  readonly action: Action;
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
};

/** What a roll-back takes: the last batch, one batch by number, or the last n migrations. */
export type RollbackSelection =
  | { readonly kind: 'last-batch' }
  | { readonly kind: 'batch'; readonly batch: number }
  | { readonly kind: 'last'; readonly count: number };
