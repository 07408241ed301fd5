// The rows that a run would delete, shown before asking for approval.
import { inline } from '@roostjs/internal-errors';
import type { Loss, LossPreview } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { count, margin, paint } from './style.ts';

/** A line for each table and column. */
export function lossesText(stderr: Output, losses: readonly Loss[]): string {
  return losses.map((loss) => `  ${paint(stderr, 'red', 'lose')} ${margin}${lossText(loss)}\n`).join('');
}

function lossText({ table, column, rows }: Loss): string {
  const place = inline(column === null ? table : `${table}.${column}`);
  if (rows === null) return `all data in ${place}, which cannot be counted`;
  return `${count(rows, column === null ? 'row' : 'value')} of ${place}`;
}

export function previewText(stderr: Output, { losses, unknown }: LossPreview): string {
  const rest =
    unknown.length === 0
      ? ''
      : `  ${paint(stderr, 'red', 'lose')} ${margin}possibly more: what ${inline(unknown.join(', '))} deletes cannot be determined before the run\n`;
  return lossesText(stderr, losses) + rest;
}
