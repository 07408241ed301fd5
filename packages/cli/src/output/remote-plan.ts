// What a plan for a remote database begins and ends with: where it would run, and what happens next.
import { inline } from '@roostjs/internal-errors';
import type { Plan } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import type { RemotePlace } from '../open-target.ts';
import { environmentOf, type RemoteTarget } from '../target.ts';
import { margin, nextLead, paint } from './style.ts';

export function whereText(
  stderr: Output,
  target: RemoteTarget,
  { databaseId, accountId }: RemotePlace,
): string {
  const rows = [
    ['Database', `${target.name} (${databaseId})`],
    ['Account', accountId],
    ['Environment', environmentOf(target)],
  ] as const;
  return rows
    .map(
      ([name, value]) =>
        `${paint(stderr, 'dim', name)}${' '.repeat(13 - name.length)}${margin}${inline(value)}\n`,
    )
    .join('');
}

/** How the run goes on after the answer. */
export type RunForm = { readonly isAtomic: boolean; readonly isRehearsal: boolean };

export function afterYesText(stderr: Output, { action, steps }: Plan, form: RunForm): string {
  if (steps.length === 0) return '';
  return `${nextLead(stderr)}${courseOf(action, form)}\n`;
}

function courseOf(action: Plan['action'], { isAtomic, isRehearsal }: RunForm): string {
  if (isRehearsal) return 'they run on the real data, and the database rolls them back';
  if (isAtomic) return 'a bookmark is shown, then all of them are applied together: all or nothing';
  const first =
    action === 'fresh' ? 'a bookmark is shown, everything is dropped, then' : 'a bookmark is shown, then';
  return `${first} each migration runs in this order, all or nothing; the first that fails ends the run`;
}
