// Core's folders in the order of docs/internals/architecture.md: a file imports from its own folder and from those before it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '../src');

const page = readFileSync(join(import.meta.dirname, '../../../docs/internals/architecture.md'), 'utf8');

/** The names in the first column of the page's table about core. */
const layers = (page.split('## packages/migrations-core\n')[1] ?? '')
  .split('\n## ')[0]
  ?.split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)(?:\/|\.ts)`/g)].map(([, name]) => name),
  );

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
  return layers?.indexOf(first.replace(/\.ts$/, '')) ?? -1;
}

it('the page has each folder and each file at the top, and few files are at the top', () => {
  expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
  expect(files.filter((file) => !file.includes('/')).length).toBeLessThanOrEqual(10);
});

it('a file imports only from its own folder and from those before it', () => {
  const imports = files.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports.filter(({ file, imported }) => layerOf(imported) > layerOf(file))).toEqual([]);
});
