// Finds the wrangler configuration as `wrangler d1` does (findWranglerConfig in its workers-utils). Redirects by
// .wrangler/deploy/config.json are left alone: `wrangler d1` ignores them, and `wrangler dev` follows them for the
// code but keeps its local state beside this file.
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configUnreadable } from './errors.ts';

// Each name is looked for all the way up before the next one: a wrangler.json far above beats a near wrangler.toml.
const fileNames = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const;

/** The configuration that wrangler would use in this folder. Throws CONFIG.UNREADABLE where it may not look. */
export function findWranglerConfig(from: string): string | undefined {
  const folders = foldersUpFrom(resolve(from));
  for (const fileName of fileNames) {
    const found = folders.map((folder) => join(folder, fileName)).find(isFile);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The folder, and those that it lies in. */
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
