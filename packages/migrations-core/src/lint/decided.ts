// Running the migration decides whether there is a loss; reading its statements says why, and suggests a fix. Pure.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { RuleName } from './finding.ts';
import { ruleOf } from './rules/catalog.ts';
import { observationOf, ruleOfLoss } from './rules/seen.ts';
import type { SeenLoss } from './trace/seen-loss.ts';
import type { MigrationTrace, Observation } from './trace/trace.ts';

export type DecidedObservation = {
  readonly rule: RuleName;
  readonly observation: Observation;
  readonly losses: readonly SeenLoss[];
};

/**
 * Keeps each finding that is not a loss, each loss that running confirms, and adds each loss that only running shows.
 * If the migration could not be run, or a table could not be filled, the findings that were read are kept.
 */
export function decideFindings(
  { verdict, steps }: MigrationTrace,
  read: readonly Omit<DecidedObservation, 'losses'>[],
): readonly DecidedObservation[] {
  if (verdict.kind === 'unseen') return read.map((one) => ({ ...one, losses: [] }));
  const unexplained = new Set(verdict.losses);
  const decided = read.map((one): DecidedObservation => {
    const losses = isLoss(one) ? verdict.losses.filter((loss) => isLossOf(one, loss, steps)) : [];
    for (const loss of losses) unexplained.delete(loss);
    return { ...one, losses };
  });
  // A copy that refers to its own table is deleted by the foreign key, and was the only copy of the rows.
  for (const [at, one] of decided.entries()) {
    if (one.rule !== 'drop-parent' || !isLoss(one) || one.losses.length > 0) continue;
    const losses = [...unexplained].filter((loss) => steps[loss.at] === one.observation.step);
    for (const loss of losses) unexplained.delete(loss);
    decided[at] = { ...one, losses };
  }
  const additional = [...unexplained].flatMap((loss): readonly DecidedObservation[] => {
    const step = steps[loss.at];
    return step === undefined
      ? []
      : [{ rule: ruleOfLoss(loss, step), observation: observationOf(loss, step), losses: [loss] }];
  });
  const kept = decided.filter(
    (one) => !isLoss(one) || one.losses.length > 0 || !isSure(one, verdict.unfilled),
  );
  const added = additional.filter((one) => isLoss(one) || !kept.some((other) => isSame(one, other)));
  // A loss makes a warning of the same rule and step redundant.
  return [...kept.filter((one) => isLoss(one) || !added.some((other) => isSame(one, other))), ...added];
}

/** If a table has no row, running shows neither what a statement does to it nor what happens to a child table. */
function isSure({ observation }: DecidedObservation, unfilled: ReadonlySet<string>): boolean {
  const { step, involves = [] } = observation;
  if (step === null) return false;
  return ![...identifiersIn(step.sql), ...involves.map(nameKey)].some((name) => unfilled.has(name));
}

/** The rules whose losses running the migration confirms or refutes. */
const decidable: ReadonlySet<RuleName> = new Set([
  'delete-all',
  'drop-column',
  'drop-parent',
  'drop-table',
  'type-change',
  'update-all',
]);

function isLoss({ rule, observation: { severity } }: Omit<DecidedObservation, 'losses'>): boolean {
  return decidable.has(rule) && (severity ?? ruleOf(rule).severity) === 'loss';
}

function isLossOf(
  { rule, observation }: Omit<DecidedObservation, 'losses'>,
  loss: SeenLoss,
  steps: MigrationTrace['steps'],
): boolean {
  const step = steps[loss.at];
  return step !== undefined && step === observation.step && ruleOfLoss(loss, step) === rule;
}

function isSame(one: DecidedObservation, other: DecidedObservation): boolean {
  return one.rule === other.rule && one.observation.step === other.observation.step;
}
