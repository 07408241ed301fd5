// Where what is tested is.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const repository: string = join(import.meta.dirname, '../../../..');

/** The built command. */
export const roost: string = join(
  createRequire(import.meta.url).resolve('@roostjs/cli/package.json'),
  '../bin/roost.js',
);
