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

/** What follows the name of a migration in a plan. */
export function phaseNote(stderr: Output, { phase, effects }: PendingPhase): string {
  if (phase === 'none') return '';
  const loss = effects.find((effect) => effect.phase === 'contract');
  const why = phase === 'expand' || loss === undefined ? '' : `: ${loss.subject} ${loss.what}`;
  return ` (${paint(stderr, colors[phase], phase === 'unknown' ? 'phase unknown' : phase)}${inline(why)})`;
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

/** The outcome of a dry run of these migrations, whatever their phases: it names each. */
export function withPlannedPhases(
  { stderr }: Context,
  outcome: Outcome & { readonly result: unknown },
  chosen: readonly PendingPhase[],
): Outcome {
  const phases: ChosenPhase = { chosen, left: [] };
  const result = { ...(outcome.result as object), phases };
  return { ...outcome, result, summary: `${phasesText(stderr, chosen)}${outcome.summary}` };
}
