// The summary of a squash.
import { inline } from '@roostjs/internal-errors';
import type { Squash, SquashedRows } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { objectsText } from './objects.ts';
import { count, nextLead, warningLead } from './style.ts';

export function squashSummary(stderr: Output, squash: Squash, pretend: boolean): string {
  const { name, replaces, objects, rows, omittedRows } = squash;
  const made = [objectsText(objects), ...(rows.length === 0 ? [] : [rowsText(rows)])].join(', ');
  const migrations = count(replaces.length, 'migration');
  const lost =
    omittedRows.length === 0
      ? ''
      : `${warningLead(stderr)}omitted, and no longer written by any migration: ${rowsText(omittedRows)}\n`;
  const proof = `Verified by replay: it creates the same ${made}.\n`;
  if (pretend) return `${lost}Dry run: ${inline(name)} would replace ${migrations}. ${proof}`;
  return (
    `${lost}${inline(name)} replaces ${migrations}, whose files were deleted. ${proof}` +
    `${nextLead(stderr)}run roost migrate on each database: it records the new migration if the old ones are applied, else runs it\n`
  );
}

function rowsText(rows: readonly SquashedRows[]): string {
  return rows.map((it) => `${count(it.count, 'row')} of ${inline(it.table)}`).join(', ');
}
