// What is said of a plan before it runs, a line each.
import type { Action, Plan, PlanWarning } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function warningsText(
  stderr: Output,
  { action, warnings }: Pick<Plan, 'action' | 'warnings'>,
): string {
  return warnings
    .map(({ code, names }) => {
      const text = `${says[action][code]}: ${names.join(', ')}`;
      return `${paint(stderr, 'yellow', 'warning')} ${text} [${code}]\n`;
    })
    .join('');
}

const outOfOrder = 'older than the newest applied migration, and run all the same';
const changed = 'changed since it was applied, and undone by its present down()';

const says: Readonly<Record<Action, Readonly<Record<PlanWarning['code'], string>>>> = {
  migrate: {
    'MIGRATION.CHANGED': 'applied, but the file has changed since',
    'MIGRATION.MISSING': 'applied, but the file is gone',
    'MIGRATION.OUT_OF_ORDER': outOfOrder,
  },
  rollback: {
    'MIGRATION.CHANGED': changed,
    'MIGRATION.MISSING':
      'the file is gone, and it is undone by the down() that was stored when it was applied',
    'MIGRATION.OUT_OF_ORDER': outOfOrder,
  },
  reset: {
    'MIGRATION.CHANGED': changed,
    'MIGRATION.MISSING': 'the file is gone: undone by its stored down(), and not applied again',
    'MIGRATION.OUT_OF_ORDER': outOfOrder,
  },
};
