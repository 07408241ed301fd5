// The migrations of a commit as files in a temporary folder, so that their modules can be imported with what they import.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { filesAt, readFiles, type TreeFile, writeFiles } from '../git/tree.ts';

/** Returns the migrations folder in `folder`; null if the commit has none. */
export async function checkOut(
  { git, root, prefix }: Repository,
  commit: string,
  folder: string,
): Promise<string | null> {
  const all = await filesAt(git, commit);
  const own = all.filter(({ path }) => path.startsWith(prefix));
  if (own.length === 0) return null;
  const contents = await readFiles(git, own);
  const others = all.filter(({ path }) => !path.startsWith(prefix));
  const needed = own.some((file, index) => importsMore(file, contents[index]))
    ? others.filter(({ path }) => isSource(path))
    : others.filter(({ path }) => isPackageAbove(path, prefix));
  writeFiles(folder, [...own, ...needed], [...contents, ...(await readFiles(git, needed))]);
  linkPackages(root, prefix, folder);
  return join(folder, prefix);
}

// What a module imports is known only when it runs, so any text that can be such an import counts.
function importsMore({ path }: TreeFile, content: Buffer | undefined): boolean {
  return /\.[mc]?[jt]s$/.test(path) && /['"`](?:\.\.\/|#)/.test(content?.toString('utf8') ?? '');
}

function isSource(path: string): boolean {
  return /\.(?:[mc]?[jt]s|[jt]sx|jsonc?|sql)$/.test(path);
}

/** package.json says which kind of module a file below it is. */
function isPackageAbove(path: string, prefix: string): boolean {
  return /(?:^|\/)package\.json$/.test(path) && prefix.startsWith(path.slice(0, -'package.json'.length));
}

/** What is installed in the working tree is found from the temporary folder too. */
function linkPackages(root: string, prefix: string, folder: string): void {
  const parts = prefix.split('/').slice(0, -1);
  for (let length = parts.length; length >= 0; length -= 1) {
    const path = parts.slice(0, length).join('/');
    linkTo(join(root, path, 'node_modules'), join(folder, path, 'node_modules'));
  }
  for (let above = dirname(root); above !== dirname(above); above = dirname(above))
    linkTo(join(above, 'node_modules'), join(folder, 'node_modules'));
}

function linkTo(packages: string, link: string): void {
  if (!existsSync(packages) || existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(packages, link, 'junction');
}
