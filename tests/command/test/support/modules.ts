// The modules of a folder, each of which a process loads only once.
import { contentsOf } from './contents.ts';

/** Tells at each call whether every module that was there at an earlier one is still as it was. */
export function watchedModules(folder: string): () => Promise<boolean> {
  const seen = new Map<string, string>();
  return async () => {
    let areAsSeen = true;
    for (const [path, content] of Object.entries(await contentsOf(folder))) {
      if (!/\.[cm]?[jt]s$/.test(path)) continue;
      if ((seen.get(path) ?? content) !== content) areAsSeen = false;
      else seen.set(path, content);
    }
    return areAsSeen;
  };
}
