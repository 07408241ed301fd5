// The phases of pending migrations, and what waits for the other phase.
import type { ChosenPhase, PendingPhase } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context, Output } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { count, margin, type Paint, paint } from './style.ts';

const colors: Readonly<Record<PendingPhase['phase'], Paint>> = {
  expand: 'green',
  data: 'green',
  none: 'dim',
  contract: 'yellow',
  mixed: 'red',
  unknown: 'red',
};

/** A line for each migration, and one for each reason. */
export function phasesText(stderr: Output, phases: readonly PendingPhase[]): string {
  return phases.map((one) => phaseText(stderr, one)).join('');
}

function phaseText(stderr: Output, { name, phase, effects, declared, problem }: PendingPhase): string {
  const why = [
    ...(declared === null ? [] : [`declared: ${declared}`]),
    ...(problem === null ? [] : [problem]),
    ...effects.map(({ subject, what }) => `${subject} ${what}`),
  ];
  const lines = why.map((text) => `           ${margin}${inline(text)}\n`);
  return `  ${paint(stderr, colors[phase], phase.padEnd(8))} ${inline(name)}\n${lines.join('')}`;
}

/** The outcome of a run in one phase: it names the migrations that wait for the other. */
export function withPhases(
  { stderr }: Context,
  outcome: Outcome & { readonly result: unknown },
  split: ChosenPhase | null,
): Outcome {
  if (split === null) return outcome;
  const { left } = split;
  const waiting =
    left.length === 0
      ? ''
      : `${count(left.length, 'migration')} of the phase ${left[0]?.phase} ${left.length === 1 ? 'waits' : 'wait'}:\n`;
  const result = { ...(outcome.result as object), phases: split };
  return { ...outcome, result, summary: `${outcome.summary}${waiting}${phasesText(stderr, left)}` };
}
