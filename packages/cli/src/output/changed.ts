// Files that are not as they were when they were applied, with the beginnings of their checksums.
import { inline } from '@roostjs/internal-errors';
import type { ChangedFile } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function changedText(stderr: Output, changed: readonly ChangedFile[]): string {
  const lines = changed.map(
    ({ name, recorded, present }) =>
      `  ${paint(stderr, 'red', 'changed')} ${inline(name)} ${short(recorded)} → ${short(present)}\n`,
  );
  return lines.join('');
}

function short(checksum: string): string {
  return checksum.slice(0, 12);
}
