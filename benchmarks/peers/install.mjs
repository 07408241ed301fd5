// Installs the other migrators, with npm and by their lock file, into a folder of their own that the workspace does not know.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;

/** Their `node_modules`, installed now unless it is what the lock file says. */
export function installedPeers() {
  const modules = join(folder, 'node_modules');
  if (!isCurrent(modules)) install();
  return modules;
}

// npm keeps the lock file of what it has installed beside it, without the entry for the project itself.
function isCurrent(modules) {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  return Object.entries(packagesOf(installed)).every(
    ([path, { version }]) => wanted[path]?.version === version,
  );
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

// Not `npm ci`: that refuses a lock file without the entries of packages for other platforms, which a registry need not have.
function install() {
  console.log('Installing the other migrators into benchmarks/peers (--no-peers does without them).');
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync('npm', ['install', ...flags], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The other migrators could not be installed.', { cause: error });
}
