// Finds the wrangler configuration as `wrangler d1` does (findWranglerConfig in its workers-utils). It ignores
// redirects by .wrangler/deploy/config.json, as `wrangler d1` does; `wrangler dev` follows them for the code but
// keeps its local state next to this file.
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configUnreadable } from './errors.ts';

// Each name is searched in all folders before the next name: a wrangler.json far up takes precedence over a
// wrangler.toml nearby.
export const fileNames = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const;

/** The configuration that wrangler would use in this folder. Throws CONFIG.UNREADABLE if it cannot access a file. */
export function findWranglerConfig(from: string): string | undefined {
  const folders = foldersUpFrom(resolve(from));
  for (const fileName of fileNames) {
    const found = folders.map((folder) => join(folder, fileName)).find(isFile);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The folder and all its parents. */
export function foldersUpFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let parent = dirname(folder); parent !== folders.at(-1); parent = dirname(parent))
    folders.push(parent);
  return folders;
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (cause) {
    throw configUnreadable(path, cause);
  }
}
