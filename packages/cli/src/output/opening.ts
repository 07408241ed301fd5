// The first lines of a run: what it is about to do, and the point to which the database can be restored.
import { inline } from '@roostjs/internal-errors';
import type { Action, Plan, PlanStep } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import type { Target } from '../target.ts';
import { runFindingsText } from './lint.ts';
import { count, paint, unbroken, warningLead } from './style.ts';
import { restoreCommand, targetName } from './target-name.ts';
import { warningsText } from './warnings.ts';

/** What a run is about to do, its warnings and findings. */
export function openingText(stderr: Output, plan: Plan, target: Target): string {
  const { action, steps, wipe } = plan;
  const name = paint(stderr, 'bold', targetName(target));
  const title =
    steps.length === 0 && wipe === null ? '' : `${titles[action]} ${name}: ${scopeText(action, steps)}\n`;
  return (
    title + devText(stderr, target) + warningsText(stderr, plan) + runFindingsText(stderr, plan.findings)
  );
}

/** That the local database is not the one that `wrangler dev` serves; nothing if it is. */
function devText(stderr: Output, target: Target): string {
  if (target.kind !== 'local' || target.wranglerDev === 'local') return '';
  return `${warningLead(stderr)}wrangler dev does not use this database, but the one at Cloudflare: ${inline(target.binding)} has "remote": true\n`;
}

// It also undoes everything that others write from now on, so it is shown before the run and not recommended after a failure.
export function bookmarkText(bookmark: string | null, target: Target): string {
  if (bookmark === null || target.kind !== 'remote') return '';
  return `  bookmark ${inline(bookmark)}\n  to restore it: ${unbroken(inline(restoreCommand(bookmark, target)))}\n`;
}

const titles = {
  migrate: 'Migrating',
  rollback: 'Rolling back',
  reset: 'Resetting',
  refresh: 'Refreshing',
  fresh: 'Starting over on',
} as const;

function scopeText(action: Action, steps: readonly PlanStep[]): string {
  if (action !== 'reset' && action !== 'refresh') return count(steps.length, 'migration');
  const downs = steps.filter((step) => step.direction === 'down').length;
  return `${downs} to roll back, ${steps.length - downs} to apply`;
}
