// The folders of core from the lowest to the highest: a file imports from its own folder and from lower ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '../src');

const layers = [
  'errors',
  'options',
  'database',
  'migration',
  'ledger',
  'record',
  'rebuild',
  'lint',
  'wipe',
  'plan',
  'commit',
  'run',
  'inspect',
  'adopt',
  'dump',
  'doctor',
  'export',
  'rehearse',
  'squash',
  'migrator',
  'verify',
  'known-errors',
  'schema',
  'runner',
  'index',
];

type Import = { readonly file: string; readonly imported: string };

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
);

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path = '']) => ({
    file,
    imported: join(file, '..', path),
  }));
}

/** A file at the top is a layer of its own. */
function layerOf(file: string): number {
  const [first = ''] = file.split('/');
  return layers.indexOf(first.replace(/\.ts$/, ''));
}

it('has each folder and each file of the top in a layer, and few files at the top', () => {
  expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
  expect(files.filter((file) => !file.includes('/')).length).toBeLessThanOrEqual(10);
});

it('imports only from the same layer or from lower ones', () => {
  const imports = files.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports.filter(({ file, imported }) => layerOf(imported) > layerOf(file))).toEqual([]);
});
