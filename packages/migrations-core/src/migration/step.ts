// One step of a plan: a migration, and the direction in which it runs.
import type { Direction } from './migration.ts';

export type PlanStep = {
  readonly direction: Direction;
  readonly name: string;
  readonly batch: number;
  /** What it stands for and is recorded in the place of: then nothing of it runs. */
  readonly replaces?: readonly string[];
  /** Of a roll-back: that the down() stored in the ledger runs, and not the file's. */
  readonly down?: 'stored';
};

export function stepKey({ direction, name }: PlanStep): string {
  return `${direction} ${name}`;
}
