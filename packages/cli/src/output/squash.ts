// What a squash has come to, on stderr.
import { inline } from '@roostjs/internal-errors';
import type { Squash, SquashedRows } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { objectsText } from './objects.ts';
import { count, paint } from './style.ts';

export function squashSummary(stderr: Output, squash: Squash, pretend: boolean): string {
  const { name, replaces, objects, rows, leftOut } = squash;
  const made = [objectsText(objects), ...(rows.length === 0 ? [] : [rowsText(rows)])].join(', ');
  const migrations = count(replaces.length, 'migration');
  const lost =
    leftOut.length === 0
      ? ''
      : `${paint(stderr, 'yellow', 'warning')} left out, and written by no migration any more: ${rowsText(leftOut)}\n`;
  const proof = `It makes what they made: ${made}; replayed and compared.\n`;
  if (pretend) return `${lost}Pretended: ${inline(name)} would replace ${migrations}. ${proof}`;
  return (
    `${lost}${inline(name)} replaces ${migrations}, whose files are removed. ${proof}` +
    `${paint(stderr, 'cyan', 'next')}  roost migrate on each database: it records it where they are applied, and runs it elsewhere\n`
  );
}

function rowsText(rows: readonly SquashedRows[]): string {
  return rows.map((it) => `${count(it.count, 'row')} of ${inline(it.table)}`).join(', ');
}
