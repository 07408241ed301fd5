// Plans what undoes statements, judging by the schema before and after each. Pure.
import type { Step } from '../lint/trace/trace.ts';
import { CreatedObjects } from './created-objects.ts';
import { type Undo, undoOf } from './undo.ts';
import { Undoing } from './undoing.ts';

export type ReverseObstacle = {
  /** A clause: `statement 2 changes rows of 'users'`. */
  readonly message: string;
  /** The first statement that nothing certainly undoes, numbered from 1; null if it is no single one. */
  readonly statement: { readonly number: number; readonly sql: string } | null;
};

/** `statements` undo all of the given ones, in this order; null if there is an obstacle. */
export type Reverse =
  | { readonly statements: readonly string[]; readonly obstacle: null }
  | { readonly statements: null; readonly obstacle: ReverseObstacle };

export function planReverse(steps: readonly Step[]): Reverse {
  const created = new CreatedObjects();
  const undone: { readonly step: Step; readonly undo: Exclude<Undo, { kind: 'impossible' }> }[] = [];
  for (const step of steps) {
    const undo = undoOf(step, created);
    if (undo.kind === 'impossible') return obstacle(step, undo.reason);
    created.follow(step);
    undone.push({ step, undo });
  }
  const end = steps.at(-1)?.after;
  if (end === undefined) return { statements: [], obstacle: null };
  const undoing = new Undoing(created, end);
  for (const { step, undo } of undone.toReversed()) {
    if (undo.kind === 'statements') undoing.run(undo.statements);
    else undoing.drop(created.createdBy(step, end));
  }
  const [waiting] = undoing.waiting;
  const step = steps.find(({ number }) => number === waiting?.number);
  if (waiting === undefined || step === undefined) return { statements: undoing.statements, obstacle: null };
  return obstacle(step, `creates '${waiting.name}' in a circle of foreign keys`);
}

function obstacle({ number, sql }: Step, reason: string): Reverse {
  return {
    statements: null,
    obstacle: { message: `statement ${number} ${reason}`, statement: { number, sql } },
  };
}
