// Which pending migrations run in one phase, if the others can run later.
import { schemaDifferences } from '../database/schema-diff.ts';
import { phaseMixed, phaseOrder, phaseUnknown } from './errors.ts';
import type { PendingPhase, PendingPhases } from './pending-phases.ts';
import type { DeployPhase } from './phase.ts';

/** `left`: those of the other phase. Both in the order in which they run. */
export type ChosenPhase = {
  readonly chosen: readonly PendingPhase[];
  readonly left: readonly PendingPhase[];
};

/**
 * Migrations that only change rows, or nothing, belong to either phase. Throws PHASE.MIXED, PHASE.UNKNOWN, and PHASE.ORDER if a chosen
 * one needs one that is left, or leads to another schema without it.
 */
export async function choosePhase(
  { migrations, replay }: PendingPhases,
  phase: DeployPhase,
): Promise<ChosenPhase> {
  for (const one of migrations) {
    if (one.phase === 'mixed') throw phaseMixed(one);
    if (one.phase === 'unknown') throw phaseUnknown(one);
  }
  const other = phase === 'expand' ? 'contract' : 'expand';
  const chosen = migrations.filter((one) => one.phase !== other);
  const left = migrations.filter((one) => one.phase === other);
  const isInOrder = [...chosen, ...left].every((one, at) => one === migrations[at]);
  if (isInOrder) return { chosen, left };
  const names = (some: readonly PendingPhase[]): readonly string[] => some.map(({ name }) => name);
  const [inTurn, apart] = [await replay(names(migrations)), await replay(names([...chosen, ...left]))];
  const failed = apart.steps.find(({ problem }) => problem !== null);
  if (failed !== undefined)
    throw phaseOrder(phase, failed.name, earlier(migrations, failed.name, left), failed.problem);
  const [difference] = schemaDifferences(inTurn.end, apart.end);
  const last = chosen.at(-1)?.name ?? '';
  if (difference !== undefined)
    throw phaseOrder(
      phase,
      last,
      earlier(migrations, last, left),
      `${difference.type} ${difference.name} would be another one`,
    );
  return { chosen, left };
}

/** Those that are left and would have run before it. One that is left itself needs what is after it. */
function earlier(
  all: readonly PendingPhase[],
  name: string,
  left: readonly PendingPhase[],
): readonly string[] {
  const at = all.findIndex((one) => one.name === name);
  return all
    .slice(0, at)
    .filter((one) => left.includes(one))
    .map((one) => one.name);
}
