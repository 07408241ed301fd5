// Follows a table through the statements that rename it. Pure.
import { isSameName } from '@roostjs/internal-sql';
import type { Step } from './trace.ts';

/** The name that a table has after these steps; null if they drop it. */
export function nameAfter(table: string, steps: readonly Step[]): string | null {
  return isDroppedIn(table, steps) ? null : placeAfter(table, steps);
}

/** The name after these steps of a table, or of the one that has taken its place once it was dropped. */
export function placeAfter(table: string, steps: readonly Step[]): string {
  return steps.reduce((name, { form, error }) => {
    const isRenamed = form.kind === 'rename-table' && isSameName(form.table, name) && error === null;
    return isRenamed ? form.to : name;
  }, table);
}

function isDroppedIn(table: string, steps: readonly Step[]): boolean {
  return steps.some(({ form, error }, at) => {
    if (form.kind !== 'drop' || form.object !== 'table' || error !== null) return false;
    return isSameName(form.name, placeAfter(table, steps.slice(0, at)));
  });
}
