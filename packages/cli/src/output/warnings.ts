// The warnings of a plan before it runs, a line each.
import { inline } from '@roostjs/internal-errors';
import type { Action, Plan, PlanWarning } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { warningLead } from './style.ts';

export function warningsText(
  stderr: Output,
  { action, warnings }: Pick<Plan, 'action' | 'warnings'>,
): string {
  return warnings
    .map((warning) => `${warningLead(stderr)}${inline(warningText(action, warning))} [${warning.code}]\n`)
    .join('');
}

/** What it means for a plan of this action, and the names. */
export function warningText(action: Action, { code, names, down }: PlanWarning): string {
  const warning = down === 'stored' ? changedWithStoredDown : texts[action][code];
  return `${warning}: ${names.join(', ')}`;
}

type Texts = Readonly<Record<PlanWarning['code'], string>>;

const always = {
  'MIGRATION.OUT_OF_ORDER': 'older than the newest applied migration, but applied anyway',
  'LEDGER.ENVIRONMENT': 'last migrated for another environment',
  'LEDGER.OTHER_TOOL':
    'another tool has migrated this database; if what it has applied is pending here, run roost migrate:adopt first',
  'MIGRATION.EMPTY':
    'recorded as applied, but ran no statements; once its file has some, roost migrate applies it',
  'SCHEMA.DRIFTED': 'schema changed outside of migrations',
};

const changedWithStoredDown =
  'changed since it was applied, and rolled back with the down() stored then, not the current one';

const changed = 'changed since it was applied, and rolled back with its current down()';

const rerun: Texts = {
  ...always,
  'MIGRATION.CHANGED': changed,
  'MIGRATION.MISSING': 'the file is missing, so the stored down() is run and it is not applied again',
};

const texts: Readonly<Record<Action, Texts>> = {
  migrate: {
    ...always,
    'MIGRATION.CHANGED': 'applied, but the file has changed since',
    'MIGRATION.MISSING': 'applied, but the file is missing',
  },
  rollback: {
    ...always,
    'MIGRATION.CHANGED': changed,
    'MIGRATION.MISSING': 'the file is missing, so the down() stored in the ledger is run',
  },
  reset: rerun,
  refresh: rerun,
  // It warns of nothing that was applied before, because it drops all of it.
  fresh: rerun,
};
