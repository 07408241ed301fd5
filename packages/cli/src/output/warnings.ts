// What is said of a plan before it runs, a line each.
import type { Plan, PlanWarning } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function warningsText(
  stderr: Output,
  { action, warnings }: Pick<Plan, 'action' | 'warnings'>,
): string {
  const says = action === 'migrate' ? aheadOfMigrate : aheadOfUndoing;
  return warnings
    .map(({ code, names }) => {
      const text = `${says[code]}: ${names.join(', ')}`;
      return `${paint(stderr, 'yellow', 'warning')} ${text} [${code}]\n`;
    })
    .join('');
}

type Says = Readonly<Record<PlanWarning['code'], string>>;

const outOfOrder = 'older than the newest applied migration, and run all the same';

const aheadOfMigrate: Says = {
  'MIGRATION.CHANGED': 'applied, but the file has changed since',
  'MIGRATION.MISSING': 'applied, but the file is gone',
  'MIGRATION.OUT_OF_ORDER': outOfOrder,
};

const aheadOfUndoing: Says = {
  'MIGRATION.CHANGED': 'changed since it was applied, and undone by its present down()',
  'MIGRATION.MISSING': 'the file is gone, and what it did is undone by the down() that was stored with it',
  'MIGRATION.OUT_OF_ORDER': outOfOrder,
};
