// The files of a commit, listed and written to a folder. What is in no file, such as a submodule, is left out.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Git } from './git.ts';

/** `path`: from the root of the repository, with slashes. */
export type TreeFile = { readonly path: string; readonly oid: string; readonly isLink: boolean };

export async function filesAt(git: Git, commit: string): Promise<readonly TreeFile[]> {
  const text = (await git(['ls-tree', '-r', '-z', '--full-tree', commit])).toString('utf8');
  return text.split('\0').flatMap((line) => {
    const [, mode, type, oid = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return type === 'blob' && isInside(path) ? [{ path, oid, isLink: mode === '120000' }] : [];
  });
}

/** Whether git would check it out: a tree that was made by hand can name other folders. */
function isInside(path: string): boolean {
  return !path.split('/').some((part) => part === '' || part === '..' || part.toLowerCase() === '.git');
}

/** Their contents, in the same order. */
export async function readFiles(git: Git, files: readonly TreeFile[]): Promise<readonly Buffer[]> {
  if (files.length === 0) return [];
  const output = await git(['cat-file', '--batch'], files.map(({ oid }) => `${oid}\n`).join(''));
  let at = 0;
  return files.map(({ path }) => {
    const end = output.indexOf('\n', at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]);
    if (!Number.isInteger(size)) throw new Error(`git does not have the content of '${path}'.`);
    const content = output.subarray(end + 1, end + 1 + size);
    at = end + 1 + size + 1;
    return content;
  });
}

export function writeFiles(folder: string, files: readonly TreeFile[], contents: readonly Buffer[]): void {
  const all = files.map(({ path, isLink }, index) => ({
    target: join(folder, path),
    isLink,
    content: contents[index] ?? Buffer.alloc(0),
  }));
  // Links last, so that nothing is written through one.
  for (const { target, isLink, content } of all.toSorted((a, b) => Number(a.isLink) - Number(b.isLink))) {
    mkdirSync(dirname(target), { recursive: true });
    if (isLink) symlinkSync(content.toString('utf8'), target);
    else writeFileSync(target, content);
  }
}
