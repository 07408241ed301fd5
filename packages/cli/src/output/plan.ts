// A plan before it runs, as shown with the question whether to run it.
import type { PendingPhase } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Plan, PlanStep } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { runFindingsText } from './lint.ts';
import { phaseNote } from './phases.ts';
import { stepVerb } from './step-verb.ts';
import { margin, paint } from './style.ts';
import { warningsText } from './warnings.ts';

/** `phases`: those of the migrations that are known. */
export function planText(stderr: Output, plan: Plan, phases: readonly PendingPhase[]): string {
  const lines = plan.steps.map((step) => {
    const phase = phases.find(({ name }) => name === step.name);
    const note = phase === undefined ? '' : phaseNote(stderr, phase);
    return `  ${stepVerb(stderr, step)} ${margin}${inline(step.name)}${conditionText(step)}${note}\n`;
  });
  const drops = (plan.wipe?.objects ?? []).map(
    ({ type, name }) => `  ${paint(stderr, 'red', 'drop')} ${type} ${inline(name)}\n`,
  );
  return [warningsText(stderr, plan), runFindingsText(stderr, plan.findings), ...drops, ...lines].join('');
}

function conditionText({ onlyIfEmpty = [] }: PlanStep): string {
  if (onlyIfEmpty.length === 0) return '';
  return `, if ${inline(onlyIfEmpty.join(', '))} ${onlyIfEmpty.length === 1 ? 'is' : 'are'} still empty`;
}
