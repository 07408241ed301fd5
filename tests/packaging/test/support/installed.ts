// Finds packages of others where this repository has them installed.
import { readFileSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

export type InstalledPackage = { readonly folder: string; readonly manifest: Manifest };

/** The parts of a package.json that an installation goes by. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** A package as code in `folder` would import it. */
export function installedFor(folder: string, name: string): InstalledPackage {
  const file = findPackageJSON(name, join(folder, 'package.json'));
  if (file === undefined) throw new Error(`${name} is not installed for ${folder}.`);
  // pnpm keeps what a package depends on beside the real folder, not beside the link.
  const real = dirname(realpathSync(file));
  return { folder: real, manifest: manifestIn(real) };
}

/** What packages of others `folder` depends on, and what those depend on. */
export function dependenciesOf(folder: string): readonly InstalledPackage[] {
  const names = Object.keys(manifestIn(folder).dependencies ?? {}).filter(
    (name) => !name.startsWith('@roostjs/'),
  );
  return names
    .map((name) => installedFor(folder, name))
    .flatMap((installed) => [installed, ...dependenciesOf(installed.folder)]);
}
