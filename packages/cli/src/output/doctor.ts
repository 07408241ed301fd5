// The checks of doctor, a line each: the state, what was found, and what to do next.
import { inline } from '@roostjs/internal-errors';
import type { CheckResult, CheckState } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { margin, type Paint, paint } from './style.ts';

const colors: Readonly<Record<CheckState, Paint>> = { ok: 'green', failed: 'red', skipped: 'dim' };

export function doctorText(stdout: Output, findings: readonly CheckResult[]): string {
  return findings
    .map(({ state, message, next }) => {
      const line = `${paint(stdout, colors[state], state)}${' '.repeat(9 - state.length)}${margin}${inline(message)}\n`;
      return next === null
        ? line
        : `${line}${' '.repeat(9)}${paint(stdout, 'cyan', 'next')} ${margin}${inline(next)}\n`;
    })
    .join('');
}
