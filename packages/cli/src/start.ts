// What bin/roost.js starts: Node is told to keep what it compiles, before anything is loaded that is worth it.
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { compileCacheFolder } from './compile-cache.ts';

// By Node's own variables it may be off, or on already in a folder of the user's choice.
if (!process.env['NODE_DISABLE_COMPILE_CACHE'] && getCompileCacheDir() === undefined) {
  const folder = compileCacheFolder(import.meta.dirname);
  if (folder !== undefined) enableCompileCache(folder);
}
await import('./main.ts');
