// Packs the published packages as a release would: `workspace:` and `catalog:` become versions, so it takes pnpm.
// Builds nothing: what is not built is refused, never packed half.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root: string = dirname(dirname(fileURLToPath(import.meta.url)));

type PublishedPackage = { readonly name: string; readonly folder: string };

/** A package as the registry would get it. */
export type PackedPackage = PublishedPackage & { readonly version: string; readonly tarball: string };

// What is published, each after those that it depends on.
const publishedPackages: readonly PublishedPackage[] = ['migrations-core', 'd1-adapter', 'cli'].map(
  (folder) => ({ name: `@roostjs/${folder}`, folder: join(root, 'packages', folder) }),
);

/** One tarball in `destination` for each published package. Throws where a package is not built or pnpm is missing. */
export function packAll(destination: string, env: NodeJS.ProcessEnv): readonly PackedPackage[] {
  return publishedPackages.map((published) => pack(published, destination, env));
}

function pack(
  { name, folder }: PublishedPackage,
  destination: string,
  env: NodeJS.ProcessEnv,
): PackedPackage {
  refuseUnbuilt(name, folder);
  const [command, ...pnpmArgs] = pnpmCommand(env);
  // As far as npm compresses, whose size is the one that a user sees.
  const options = ['--json', '--pack-gzip-level', '9', '--pack-destination', destination];
  const args = [...pnpmArgs, 'pack', ...options];
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  if (error !== undefined) {
    throw new Error(`${name} cannot be packed without pnpm: start this through npx -y pnpm@12.`, {
      cause: error,
    });
  }
  if (status !== 0) throw new Error(`pnpm could not pack ${name}:\n${stdout}${stderr}`);
  const { version, filename } = JSON.parse(stdout) as { version: string; filename: string };
  return { name, folder, version, tarball: join(destination, basename(filename)) };
}

// Every file that package.json promises, since `files` lets an absent dist pass without a word.
function refuseUnbuilt(name: string, folder: string): void {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { exports: unknown };
  const missing = pathsIn(exports).filter((path) => !existsSync(join(folder, path)));
  if (missing.length > 0) {
    throw new Error(
      `${name} is not built, for it has no ${missing.join(', ')}: run npx -y pnpm@12 run build.`,
    );
  }
}

function pathsIn(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  return typeof entry === 'object' && entry !== null ? Object.values(entry).flatMap(pathsIn) : [];
}

// pnpm tells its scripts how it was started: as a program, or as a script for Node.
function pnpmCommand({ npm_execpath: path }: NodeJS.ProcessEnv): readonly [string, ...string[]] {
  if (path === undefined || !basename(path).startsWith('pnpm')) return ['pnpm'];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}
