// One step of a plan: a migration, and the direction in which it runs.
import type { Direction } from './migration.ts';

export type PlanStep = {
  readonly direction: Direction;
  readonly name: string;
  readonly batch: number;
  /** The applied migrations that it replaces: it is marked as applied in their place, and nothing of it runs. */
  readonly replaces?: readonly string[];
  /** Set if a rollback runs the down() that is stored in the ledger, not the file's. */
  readonly down?: 'stored';
  /** Set if it would lose what is in these tables, or columns, if they were not empty; its batch asserts that they are. */
  readonly onlyIfEmpty?: readonly string[];
};

export function stepKey({ direction, name }: Pick<PlanStep, 'direction' | 'name'>): string {
  return `${direction} ${name}`;
}
