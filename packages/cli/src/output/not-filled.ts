// The warning about a new migration that is empty because its name was not understood.
import type { Output } from '../context.ts';
import { understoodNames } from '../make/intent.ts';
import { nextLead, warningLead } from './style.ts';

export function notFilledText(stderr: Output): string {
  const way = `write it by hand; names that are understood: ${understoodNames.join(', ')}`;
  return (
    `${warningLead(stderr)}its name does not say what it does, so its functions are empty\n` +
    `${nextLead(stderr)}${way}\n`
  );
}
