// The repository's files that people read.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root: string = dirname(fileURLToPath(new URL('../../../../package.json', import.meta.url)));

// Folders that hold what is installed or made, besides those that begin with a dot and are not looked into.
const made = new Set(['node_modules', 'dist', 'coverage']);

/** Paths below the root, with `/` on every system, in alphabetical order. */
export function filesLike(...patterns: readonly string[]): readonly string[] {
  const found = globSync(patterns, { cwd: root, exclude: isMade });
  return found
    .filter((path) => !isMade(path))
    .map((path) => path.replaceAll(sep, '/'))
    .sort();
}

function isMade(path: string): boolean {
  return made.has(basename(path));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
