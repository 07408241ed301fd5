// Where the built command lies. Starts nothing.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of roost's executable; `undefined` where the command is not installed or not built. */
export function findRoost(): string | undefined {
  const folder = new URL('../node_modules/@roostjs/cli/', import.meta.url);
  const isBuilt = existsSync(new URL('dist/start.js', folder));
  return isBuilt ? fileURLToPath(new URL('bin/roost.js', folder)) : undefined;
}
