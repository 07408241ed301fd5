// Runs that nothing inspects: what they would lose is not known, and nobody is told otherwise.
import { invalidOption } from '../errors.ts';
import type { Inspector, PlanInspection, RunInspection, StepInspection } from './inspector.ts';

export const uninspected: Inspector = () => () => noInspection;

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
    throw needsInspection('losses()');
  },
};

/** `asked`: what only an inspection knows. */
export function needsInspection(asked: string): Error {
  return invalidOption(
    asked,
    'cannot be had of createRunner(), which looks at no statement',
    'Use createMigrator() of @roostjs/migrations-core.',
  );
}
