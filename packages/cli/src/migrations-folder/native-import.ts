// Node's own import, which strips types, and whether a failure came before any code had run.
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { detectModuleSyntax, isModule } from './module-format.ts';

export type NativeImport =
  | { readonly state: 'loaded'; readonly namespace: unknown }
  /** Nothing of the module or of its imports has run. */
  | { readonly state: 'unlinked'; readonly error: unknown }
  | { readonly state: 'threw'; readonly error: unknown };

/** Imports a file and runs it at most once: Node remembers an error and throws it again. */
export async function importNatively(path: string): Promise<NativeImport> {
  detectModuleSyntax();
  const [plain] = await Promise.allSettled([importIfModule(path)]);
  if (plain.status === 'fulfilled' && plain.value !== undefined) {
    return { state: 'loaded', namespace: plain.value };
  }
  return await importMarked(path);
}

// The marker takes as long as the file itself, and is needed only for a failure. A CommonJS file is never imported twice: if it has failed,
// Node reports success to the second import.
async function importIfModule(path: string): Promise<unknown> {
  return isModule(realpathSync.native(path)) ? await import(pathToFileURL(path).href) : undefined;
}

/**
 * A thrown error's code cannot distinguish a missing import from a module that threw the same error, for example from an
 * import() of its own; order can. ECMAScript links the whole graph before it evaluates any of it, and evaluates
 * imports in the order written, so a marker imported before the file runs if and only if all was linked.
 */
async function importMarked(path: string): Promise<NativeImport> {
  const channel = `roost:import:${randomUUID()}`;
  let linked = false;
  const onLinked = (): void => {
    linked = true;
  };
  subscribe(channel, onLinked);
  try {
    const entry: { readonly file: unknown } = await import(entryModule(channel, path));
    return { state: 'loaded', namespace: entry.file };
  } catch (error) {
    return { state: linked && !isUncompiled(path, error) ? 'threw' : 'unlinked', error };
  } finally {
    unsubscribe(channel, onLinked);
  }
}

function entryModule(channel: string, path: string): string {
  const marker = moduleOf(
    `import { channel } from 'node:diagnostics_channel'; channel('${channel}').publish(undefined);`,
  );
  const url = JSON.stringify(pathToFileURL(path).href);
  return moduleOf(`import '${marker}'; import * as file from ${url}; export { file };`);
}

function moduleOf(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source).replaceAll("'", '%27')}`;
}

// A CommonJS file is compiled only when it is about to run. Node writes the location of a compile error, but not of a
// thrown one, before the stack: if that is the file itself, the file has not run.
function isUncompiled(path: string, error: unknown): boolean {
  if (!(error instanceof SyntaxError)) return false;
  const [, file] = /^(.+):\d+\n/.exec(error.stack ?? '') ?? [];
  return file !== undefined && file === realpathSync(path);
}
