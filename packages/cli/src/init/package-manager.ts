// How the packages of a project are installed, by its lock file.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpFrom } from '@roostjs/d1-adapter/wrangler';

export type PackageManager = {
  /** The folder of the lock file; undefined if there is none. */
  readonly folder: string | undefined;
  /** Adds roost to a project. */
  readonly add: string;
  /** Installs exactly what the lock file says, in a CI. */
  readonly install: string;
};

/** `sign`: what the lock file has to contain. */
type Manager = Omit<PackageManager, 'folder'> & { readonly lock: string; readonly sign?: string };

const npm: Manager = { lock: 'package-lock.json', add: 'npm install -D @roostjs/cli', install: 'npm ci' };

const managers: readonly Manager[] = [
  {
    lock: 'pnpm-lock.yaml',
    add: 'pnpm add -D @roostjs/cli',
    install: 'npx -y pnpm@latest install --frozen-lockfile',
  },
  {
    lock: 'yarn.lock',
    sign: '# yarn lockfile v1',
    add: 'yarn add -D @roostjs/cli',
    install: 'npx -y yarn@1 install --frozen-lockfile',
  },
  { lock: 'yarn.lock', add: 'yarn add -D @roostjs/cli', install: 'npx -y corepack yarn install --immutable' },
  {
    lock: 'bun.lock',
    add: 'bun add -d @roostjs/cli',
    install: 'npx -y bun@latest install --frozen-lockfile',
  },
  npm,
];

/** By the nearest lock file, in the folder or above it; npm if there is none. */
export function packageManagerOf(folder: string): PackageManager {
  for (const each of foldersUpFrom(folder)) {
    const found = managers.find((manager) => isUsedIn(each, manager));
    if (found !== undefined) return { folder: each, add: found.add, install: found.install };
  }
  return { folder: undefined, add: npm.add, install: npm.install };
}

function isUsedIn(folder: string, { lock, sign }: Manager): boolean {
  const file = join(folder, lock);
  return existsSync(file) && (sign === undefined || readFileSync(file, 'utf8').includes(sign));
}
