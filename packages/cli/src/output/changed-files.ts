// Files that have changed since they were applied, with the beginnings of their checksums, or have another name.
import { inline } from '@roostjs/internal-errors';
import type { ChangedFile, RenamedFile } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

export function changedFilesText(stderr: Output, changed: readonly ChangedFile[]): string {
  const lines = changed.map(
    ({ name, recorded, present }) =>
      `  ${paint(stderr, 'red', 'changed')} ${inline(name)} ${abbreviate(recorded)} → ${abbreviate(present)}\n`,
  );
  return lines.join('');
}

export function renamedFilesText(stderr: Output, renamed: readonly RenamedFile[]): string {
  const lines = renamed.map(
    ({ name, from }) => `  ${paint(stderr, 'yellow', 'renamed')} ${inline(`${from} → ${name}`)}\n`,
  );
  return lines.join('');
}

function abbreviate(checksum: string): string {
  return checksum.slice(0, 12);
}
