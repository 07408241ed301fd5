// Where Node keeps the compiled code of roost and of the migrations between runs.
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder that this process can write to: in the node_modules in which roost is installed, else one of the user's own in the folder for
 * temporary files. undefined if neither is possible. Throws nothing.
 */
export function compileCacheFolder(installed: string, temporary: string = tmpdir()): string | undefined {
  const [, modules] = /^(.*?[\\/]node_modules)[\\/]/.exec(installed) ?? [];
  const beside = modules === undefined ? undefined : join(modules, '.cache', 'roost');
  if (beside !== undefined && isWritable(beside)) return beside;
  const own = join(temporary, `roost-compile-cache-${process.getuid?.() ?? ''}`);
  return isWritable(own, 0o700) && isPrivate(own) ? own : undefined;
}

function isWritable(folder: string, mode?: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// Its content is executed, and in a folder that is writable for all, another user may have created it. On Windows the folder is the user's.
function isPrivate(folder: string): boolean {
  const found = lstatSync(folder);
  if (process.getuid === undefined) return found.isDirectory();
  return found.isDirectory() && found.uid === process.getuid() && (found.mode & 0o022) === 0;
}
