// Packs the packages and opens the registry that the tests install from, once for all of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type PackedPackage, packAll } from '../../../scripts/pack.ts';
import { dependenciesOf, type InstalledPackage, installedFor, type Manifest } from './support/installed.ts';
import { openRegistry, type RegistryPackage } from './support/registry.ts';
import { packFolder, textIn } from './support/tarball.ts';

const example = join(import.meta.dirname, '../../../apps/example');

declare module 'vitest' {
  interface ProvidedContext {
    readonly packed: readonly PackedPackage[];
    readonly registry: string;
  }
}

/** Gives the tests `packed` and `registry`; what it returns takes both away. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-packed-'));
  try {
    const packed = packAll(folder, process.env);
    const others = withoutRepetition(whatTheyNeed(packed)).map((one) => packedCopy(one, folder));
    const registry = await openRegistry([...packed.map(served), ...others, startingWrangler(folder)]);
    project.provide('packed', packed);
    project.provide('registry', registry.url);
    return async () => {
      await registry.close();
      rmSync(folder, { recursive: true });
    };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

function whatTheyNeed(packed: readonly PackedPackage[]): readonly InstalledPackage[] {
  return [
    ...packed.flatMap((one) => dependenciesOf(one.folder)),
    // What a Worker's project has of its own.
    installedFor(example, '@cloudflare/workers-types'),
  ];
}

// wrangler needs 150 MB of packages: what is installed under its name starts the one of this repository.
function startingWrangler(destination: string): RegistryPackage {
  const installed = installedFor(example, 'wrangler');
  const folder = join(destination, 'wrangler');
  const { name, version } = installed.manifest;
  const manifest = { name, version, bin: { wrangler: 'start.js' } };
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const bin = JSON.stringify(join(installed.folder, 'bin/wrangler.js'));
  writeFileSync(
    join(folder, 'start.js'),
    `#!/usr/bin/env node
const { spawnSync } = require('node:child_process');
const { status } = spawnSync(process.execPath, [${bin}, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
`,
  );
  return packedCopy({ folder, manifest }, destination);
}

function served({ tarball }: PackedPackage): RegistryPackage {
  return { tarball, manifest: JSON.parse(textIn(tarball, 'package.json')) as Manifest };
}

function packedCopy({ folder, manifest }: InstalledPackage, destination: string): RegistryPackage {
  const tarball = join(destination, `${manifest.name.replace('/', '-')}.tar`);
  packFolder(folder, tarball);
  return { tarball, manifest };
}

function withoutRepetition(installed: readonly InstalledPackage[]): readonly InstalledPackage[] {
  return [...new Map(installed.map((one) => [one.manifest.name, one])).values()];
}
