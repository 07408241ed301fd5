// Runs that are not inspected: what they would lose is not known, and asking for it throws.
import { invalidOption } from '../errors.ts';
import type { Inspector, PlanInspection, RunInspection, StepInspection } from './inspector.ts';

export const uninspected: Inspector = () => () => noInspection;

const noFindings: PlanInspection = { findings: [], empty: new Map(), recorded: new Map() };
const noRefusal: StepInspection = { findings: [], empty: null, refusal: null, ifRefused: null };

export const noInspection: RunInspection = {
  inspectPlan: async () => noFindings,
  inspectStep: async () => noRefusal,
  losses: async () => {
    throw needsInspection('losses()');
  },
  explain: async (failure) => failure,
};

/** `asked`: what only an inspection can tell. */
export function needsInspection(asked: string): Error {
  return invalidOption(
    asked,
    'is not available from createRunner(), which inspects no statement',
    'Use createMigrator() of @roostjs/migrations-core.',
  );
}
