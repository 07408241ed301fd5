// A plan before it runs, on stderr: what will be asked about.
import type { Plan } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { warningText } from './progress.ts';
import { verb } from './step.ts';

export function planText(stderr: Output, { steps, warnings }: Plan): string {
  const lines = steps.map((step) => `  ${verb(stderr, step)} ${step.name}\n`);
  return [...warnings.map((warning) => warningText(stderr, warning)), ...lines].join('');
}
