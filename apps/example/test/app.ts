// A copy of the application in a temporary folder, so that the tree stays clean. Builds and starts nothing.
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type App = { readonly folder: string; remove(): Promise<void> };

export const source: string = fileURLToPath(new URL('..', import.meta.url));

const copied = ['package.json', 'wrangler.jsonc', 'src', 'database', 'demo.mjs', 'demo'];

export async function copyOfApp(): Promise<App> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'roost-example-')));
  for (const name of copied) await cp(join(source, name), join(folder, name), { recursive: true });
  await symlink(join(source, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
