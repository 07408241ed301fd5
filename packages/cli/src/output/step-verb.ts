// The word for a step: up, down or record.
import type { PlanStep } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function stepVerb(stderr: Output, { direction, replaces }: PlanStep): string {
  if (replaces !== undefined) return paint(stderr, 'yellow', 'record');
  return direction === 'up' ? paint(stderr, 'green', 'up  ') : paint(stderr, 'cyan', 'down');
}
