// What the code needs of a database, and whether it has it.
import type { Moved, Moves, SchemaManifest } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Output } from '../context.ts';
import type { TargetFlags } from '../flags.ts';
import type { ShownVersion } from '../gate/deployed-version.ts';
import { selectionText } from '../selection.ts';
import type { Target } from '../target.ts';
import { count, margin, nextLead, paint } from './style.ts';
import { targetName } from './target-name.ts';

export function needsText({ needs, contracts, head }: SchemaManifest): string {
  if (head === null) return 'there are no migrations';
  const waits =
    contracts.length === 0 ? '' : `, and ${count(contracts.length, 'contract')} that it runs without`;
  return `the code needs ${count(needs.length, 'migration')} up to ${inline(head)}${waits}`;
}

export type ShownGate = Moves & {
  readonly state: 'fits' | 'missing' | 'moved';
  readonly missing: readonly string[];
  readonly manifest: SchemaManifest;
  readonly version: ShownVersion | null;
  readonly target: Target;
};

/** A line for each migration that keeps the code from running, and one for each reason. */
export function gateText(stdout: Output, { missing, moved }: ShownGate): string {
  const lacking = missing.map((name) => `${paint(stdout, 'red', 'missing')}   ${inline(name)}\n`);
  return [...lacking, ...moved.map((one) => movedText(stdout, one))].join('');
}

function movedText(stdout: Output, { name, why, effects, problem }: Moved): string {
  const reasons = [
    ...(problem === null ? [] : [problem]),
    ...effects.map(({ subject, what }) => `${subject} ${what}`),
  ];
  const lines = reasons.map((text) => `          ${margin}${inline(text)}\n`);
  return `${paint(stdout, 'red', why.padEnd(9))} ${inline(name)}\n${lines.join('')}`;
}

export function gateSummary(stderr: Output, shown: ShownGate, flags: TargetFlags): string {
  const { state, version } = shown;
  const code = version === null ? '' : `Version ${inline(version.id)} of ${inline(version.worker)}: `;
  const next = state === 'fits' ? '' : `${nextLead(stderr)}${nextText(shown, flags)}\n`;
  return `${code}${targetName(shown.target)} ${verdict(shown)}.\n${next}`;
}

function verdict({ state, missing, moved, tolerated, manifest }: ShownGate): string {
  if (state === 'missing')
    return `lacks ${missing.length} of the ${count(manifest.needs.length, 'migration')} that the code needs`;
  if (state === 'moved')
    return `has moved past what the code tolerates, by ${count(moved.length, 'migration')}`;
  const more = tolerated.length === 0 ? '' : `, and ${tolerated.length} more that it tolerates`;
  return `has what the code needs${more}`;
}

function nextText({ state, moved }: ShownGate, flags: TargetFlags): string {
  const selection = selectionText(flags);
  if (state === 'missing') return `run roost migrate${selection} --phase expand, and then deploy the code`;
  if (moved.every(({ why }) => why === 'no file'))
    return 'check out code whose migrations folder has these files, and run it again';
  return `deploy newer code, or first roll the database back: roost migrate:rollback${selection}`;
}
