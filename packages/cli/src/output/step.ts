// The two verbs of a step.
import type { PlanStep } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function verb(stderr: Output, { direction }: PlanStep): string {
  return direction === 'up' ? paint(stderr, 'green', 'up  ') : paint(stderr, 'cyan', 'down');
}
