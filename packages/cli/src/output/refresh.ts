// The summary of a run that rolls back and applies again.
import type { MigrationReport } from '@roostjs/migrations-core';
import { count } from './style.ts';

export function refreshSummary({ done }: MigrationReport, nothing: string, took: string): string {
  if (done.length === 0) return `${nothing}\n`;
  const downs = done.filter((step) => step.direction === 'down').length;
  return `Rolled back ${count(downs, 'migration')}, applied ${count(done.length - downs, 'migration')}${took}.\n`;
}
