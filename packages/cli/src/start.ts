// What bin/roost.js starts: turns on Node's compile cache before the larger modules are loaded.
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { compileCacheFolder } from './compile-cache.ts';

// By Node's own variables, it may be off, or already on in a folder of the user's choice.
if (!process.env['NODE_DISABLE_COMPILE_CACHE'] && getCompileCacheDir() === undefined) {
  const folder = compileCacheFolder(import.meta.dirname);
  if (folder !== undefined) enableCompileCache(folder);
}
await import('./main.ts');
