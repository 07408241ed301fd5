// The warning about a new migration that does not come last, for example because a clock is wrong.
import { inline } from '@roostjs/internal-errors';
import type { Output } from '../context.ts';
import { nextLead, warningLead } from './style.ts';

/** Empty if it comes last. The names are those that come after it, in order. */
export function outOfOrderText(stderr: Output, names: readonly string[]): string {
  if (names.length === 0) return '';
  const others = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  const what = `it comes before ${inline(names[0] ?? '')}${others}`;
  const way = 'unless this is intended, give the file a later timestamp';
  return `${warningLead(stderr)}${what} [MIGRATION.OUT_OF_ORDER]\n${nextLead(stderr)}${way}\n`;
}
