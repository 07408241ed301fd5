// The rows that would go, before anybody agrees to it.
import { inline } from '@roostjs/internal-errors';
import type { Loss, LossPreview } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { count, paint } from './style.ts';

/** A line for each table and column. */
export function lossesText(stderr: Output, losses: readonly Loss[]): string {
  return losses.map((loss) => `  ${paint(stderr, 'red', 'lose')} ${whatOf(loss)}\n`).join('');
}

function whatOf({ table, column, rows }: Loss): string {
  const place = inline(column === null ? table : `${table}.${column}`);
  if (rows === null) return `what ${place} holds, which cannot be counted`;
  return `${count(rows, column === null ? 'row' : 'value')} of ${place}`;
}

export function previewText(stderr: Output, { losses, unknown }: LossPreview): string {
  const rest =
    unknown.length === 0
      ? ''
      : `  ${paint(stderr, 'red', 'lose')} what is not known ahead of ${inline(unknown.join(', '))}, since it reads the database\n`;
  return lossesText(stderr, losses) + rest;
}
