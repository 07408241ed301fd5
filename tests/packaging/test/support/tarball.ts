// What is in a tarball, and how to make one, through the tar that every system has.
import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** The paths of its files, below the one folder that holds everything. */
export function filesIn(tarball: string): readonly string[] {
  const listing = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
  return listing.split(/\r?\n/).filter(isFile).map(withoutTop).sort();
}

export function textIn(tarball: string, path: string): string {
  return execFileSync('tar', ['-xzOf', tarball, `package/${path}`], { encoding: 'utf8' });
}

/** Writes a folder's files to `tarball`; what is installed inside of it stays behind. */
export function packFolder(folder: string, tarball: string): void {
  execFileSync('tar', ['-cf', tarball, '--exclude=node_modules', '-C', dirname(folder), basename(folder)]);
}

function isFile(path: string): boolean {
  return path !== '' && !path.endsWith('/');
}

function withoutTop(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
