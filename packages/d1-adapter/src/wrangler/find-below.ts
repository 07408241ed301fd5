// Finds the wrangler configurations of the projects in a folder, such as the packages of a monorepo.
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileNames } from './find.ts';

const deepest = 4;
// Enough for the packages of a repository, and few enough for somebody's home folder.
const mostFolders = 2_000;
const withoutProjects = /^(?:\..*|node_modules|dist|build|out|coverage|vendor|target)$/;

/**
 * The configuration of each folder up to four levels below this one, the nearest first. Installed packages, built files
 * and hidden folders are left out, links are not followed, and at most 2,000 folders are read.
 */
export function wranglerConfigsBelow(folder: string): readonly string[] {
  const found: string[] = [];
  let level: readonly string[] = foldersIn(folder, entriesIn(folder));
  let left = mostFolders;
  for (let depth = 1; depth <= deepest && level.length > 0; depth += 1) {
    const read = level.slice(0, left).map((path) => ({ path, entries: entriesIn(path) }));
    left -= read.length;
    found.push(...read.flatMap(({ path, entries }) => configIn(path, entries) ?? []));
    level = read.flatMap(({ path, entries }) => foldersIn(path, entries));
  }
  return found;
}

function foldersIn(folder: string, entries: readonly Dirent[]): readonly string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !withoutProjects.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The file that wrangler would take if there are several. */
function configIn(folder: string, entries: readonly Dirent[]): string | undefined {
  const name = fileNames.find((one) => entries.some((entry) => entry.isFile() && entry.name === one));
  return name === undefined ? undefined : join(folder, name);
}

// What cannot be read is left out, because the search only serves a hint.
function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
