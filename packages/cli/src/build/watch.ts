// Waits for changes of a folder that may come and go.
import { existsSync, type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watchFailed } from '../errors.ts';
import { isSystemError } from '../system-error.ts';

// An editor writes a file in several steps, and a checkout several files.
const quietMs = 50;

/**
 * Calls `work` at once and after each change in the folder, until `ended` resolves. The folder is watched while `work` runs, so that
 * no change is missed. Throws what `work` throws, and BUILD.WATCH_FAILED.
 */
export async function workAtChanges(
  folder: string,
  ended: Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  let isOver = false;
  const over = ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const change = nextChange(folder);
    try {
      await work();
      await Promise.race([change.happened, over]);
    } finally {
      change.close();
    }
    if (!isOver) await Promise.race([setTimeout(quietMs), over]);
  }
}

type Change = { readonly happened: Promise<void>; close(): void };

/** In the folder, or if it is created, deleted or moved. */
function nextChange(folder: string): Change {
  const watchers: FSWatcher[] = [];
  let resolve = (): void => {};
  const happened = new Promise<void>((settle) => {
    resolve = settle;
  });
  const add = (watched: string, recursive: boolean, concerns: (name: string | null) => boolean): void => {
    try {
      const watcher = watch(realpathSync(watched), { recursive }, (_, name) => {
        if (concerns(name)) resolve();
      });
      // For example, the watched folder has been deleted: the next look shows it.
      watcher.on('error', () => resolve());
      watchers.push(watcher);
    } catch (cause) {
      if (!isSystemError(cause) || cause.code !== 'ENOENT') throw watchFailed(watched, cause);
      resolve();
    }
  };
  const parent = nearestFolder(dirname(folder));
  const [next = ''] = relative(parent, folder).split(sep);
  // Without a name, or with its own, it is the parent itself that has changed.
  add(parent, false, (name) => name === null || name === next || name === basename(parent));
  if (existsSync(folder)) add(folder, true, () => true);
  return {
    happened,
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
