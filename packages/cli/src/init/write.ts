// Writes the files of a proposal, after it has checked that all of them can be written.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileInTheWay, initIncomplete } from '../errors.ts';
import { replaceFile, writeNewFile } from '../whole-files.ts';
import type { ProposedFile } from './proposal.ts';

/** Throws INIT.FILE_EXISTS before it writes, and INIT.INCOMPLETE with what it has written if the file system refuses. */
export function writeProposed(files: readonly ProposedFile[]): void {
  for (const { path, before } of files) {
    const present = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (present !== before) throw fileInTheWay(path);
  }
  const written: string[] = [];
  for (const { path, before, text } of files) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (before === undefined) writeNewFile(path, text);
      else replaceFile(path, text);
    } catch (cause) {
      throw initIncomplete(path, written, cause);
    }
    written.push(path);
  }
}
