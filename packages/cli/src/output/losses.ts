// The rows that would go, before anybody agrees to it.
import type { Loss, LossPreview } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { count, paint } from './style.ts';

/** A line for each table and column. */
export function lossesText(stderr: Output, losses: readonly Loss[]): string {
  return losses
    .map(({ table, column, rows }) => {
      const what =
        column === null
          ? `${count(rows, 'row')} of ${table}`
          : `${count(rows, 'value')} of ${table}.${column}`;
      return `  ${paint(stderr, 'red', 'lose')} ${what}\n`;
    })
    .join('');
}

export function previewText(stderr: Output, { losses, unknown }: LossPreview): string {
  const rest =
    unknown.length === 0
      ? ''
      : `  ${paint(stderr, 'red', 'lose')} what is not known ahead of ${unknown.join(', ')}, since it reads the database\n`;
  return lossesText(stderr, losses) + rest;
}
