// Shows a run on stderr while it goes on: each migration as it starts, its time as it ends.
import type { MigrationListener, Plan, PlanStep, PlanWarning } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { count, duration, paint } from './style.ts';

/** A listener for a migrator. Each migration is one line, begun before it runs. */
export function showProgress(stderr: Output, databaseName: string): MigrationListener {
  return (event) => {
    switch (event.type) {
      case 'run-started':
        stderr.write(opening(stderr, event.plan, databaseName));
        return;
      case 'step-started':
        stderr.write(`  ${verb(stderr, event.step)} ${event.step.name} `);
        return;
      case 'step-finished':
        stderr.write(`${paint(stderr, 'dim', duration(event.step.durationMs))}\n`);
        return;
      case 'step-skipped':
        stderr.write(`${paint(stderr, 'yellow', 'skipped')}: another run has applied ${event.step.name}\n`);
        return;
      case 'step-failed':
        stderr.write(`${paint(stderr, 'red', 'failed')}\n`);
        return;
      case 'run-finished':
        return;
    }
  };
}

export function warningText(stderr: Output, warning: PlanWarning): string {
  const names = warning.names.join(', ');
  const text =
    warning.code === 'MIGRATION.MISSING'
      ? `applied, but the file is gone: ${names}`
      : `older than the newest applied migration, and run all the same: ${names}`;
  return `${paint(stderr, 'yellow', 'warning')} ${text} [${warning.code}]\n`;
}

function opening(stderr: Output, plan: Plan, databaseName: string): string {
  if (plan.steps.length === 0) return plan.warnings.map((warning) => warningText(stderr, warning)).join('');
  const title = `${titles[plan.action]} ${paint(stderr, 'bold', databaseName)}`;
  return [
    `${title}: ${count(plan.steps.length, 'step')}\n`,
    ...plan.warnings.map((w) => warningText(stderr, w)),
  ].join('');
}

const titles = { migrate: 'Migrating', rollback: 'Rolling back', reset: 'Resetting' } as const;

function verb(stderr: Output, step: PlanStep): string {
  return step.direction === 'up' ? paint(stderr, 'green', 'up  ') : paint(stderr, 'cyan', 'down');
}
