// Runs that nothing looks at: what they would lose is not known, and nobody is told otherwise.
import { invalidOption } from '../errors.ts';
import type { Inspector, PlanInspection, RunInspection, StepInspection } from './inspector.ts';

/** Throws OPTION.INVALID where somebody asks for what only looking tells. */
export const uninspected: Inspector = (wish) => {
  if (wish?.refusesLoss) throw unseen('MIGRATION.LOSES_DATA');
  if (wish?.allow.length) throw unseen('allow');
  return () => noInspection;
};

const nothing: PlanInspection & StepInspection = {
  findings: [],
  recorded: new Map(),
  refusal: null,
  ifRefused: null,
};

export const noInspection: RunInspection = {
  inspectPlan: async () => nothing,
  inspectStep: async () => nothing,
  losses: async () => {
    throw unseen('losses()');
  },
  downs: nothing.recorded,
  pretend: async () => {
    throw unseen('pretend');
  },
};

function unseen(asked: string): Error {
  return invalidOption(
    asked,
    'cannot be had of createRunner(), which looks at no statement',
    'Use createMigrator() of @roostjs/migrations-core.',
  );
}
