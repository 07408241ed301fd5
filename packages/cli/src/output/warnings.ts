// What is said of a plan before it runs, a line each.
import { inline } from '@roostjs/internal-errors';
import type { Action, Plan, PlanWarning } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function warningsText(
  stderr: Output,
  { action, warnings }: Pick<Plan, 'action' | 'warnings'>,
): string {
  return warnings
    .map(({ code, names, down }) => {
      const said = down === 'stored' ? undoneAsStored : says[action][code];
      const text = `${said}: ${inline(names.join(', '))}`;
      return `${paint(stderr, 'yellow', 'warning')} ${text} [${code}]\n`;
    })
    .join('');
}

type Says = Readonly<Record<PlanWarning['code'], string>>;

const always = {
  'MIGRATION.OUT_OF_ORDER': 'older than the newest applied migration, and run all the same',
  'LEDGER.ENVIRONMENT': 'last migrated for another environment than this one',
  'MIGRATION.EMPTY':
    'ran no statement, and is recorded as applied; once its file has statements, roost migrate applies it',
  'SCHEMA.DRIFTED': 'not as the last migration left it, changed by something else since',
};

const undoneAsStored =
  'changed since it was applied, and undone by the down() that was stored then, not by its present one';

const undone = 'changed since it was applied, and undone by its present down()';

const again: Says = {
  ...always,
  'MIGRATION.CHANGED': undone,
  'MIGRATION.MISSING': 'the file is gone: undone by its stored down(), and not applied again',
};

const says: Readonly<Record<Action, Says>> = {
  migrate: {
    ...always,
    'MIGRATION.CHANGED': 'applied, but the file has changed since',
    'MIGRATION.MISSING': 'applied, but the file is gone',
  },
  rollback: {
    ...always,
    'MIGRATION.CHANGED': undone,
    'MIGRATION.MISSING': 'the file is gone, and it is undone by the down() that the ledger has stored',
  },
  reset: again,
  refresh: again,
  // A fresh start asks nothing of what was applied before.
  fresh: again,
};
