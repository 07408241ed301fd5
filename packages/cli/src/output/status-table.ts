// The table of migrate:status. The name comes last, so that a narrow terminal wraps only the name.
import { inline } from '@roostjs/internal-errors';
import type { MigrationState, MigrationStatus } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { margin, type Paint, paint } from './style.ts';

const colors: Readonly<Record<MigrationState, Paint>> = {
  applied: 'green',
  pending: 'yellow',
  changed: 'red',
  missing: 'red',
  partial: 'red',
  replaced: 'yellow',
  renamed: 'red',
};

export function statusTable(stdout: Output, statuses: readonly MigrationStatus[]): string {
  if (statuses.length === 0) return '';
  const batchWidth = Math.max('Batch'.length, ...statuses.map(({ batch }) => String(batch ?? '').length));
  const header = paint(stdout, 'bold', `State    ${'Batch'.padStart(batchWidth)}  Migration`);
  const lines = statuses.map(({ state, batch, name, renamedFrom = [] }) => {
    const number = String(batch ?? '-').padStart(batchWidth);
    const origin = renamedFrom.length === 0 ? '' : ` (renamed from ${renamedFrom.join(' or ')})`;
    return `${paint(stdout, colors[state], state)}${' '.repeat(9 - state.length)}${number}  ${margin}${inline(name + origin)}`;
  });
  return [header, ...lines, ''].join('\n');
}
