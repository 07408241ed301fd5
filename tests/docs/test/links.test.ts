import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from './support/markdown.ts';
import { filesLike, root, textOf } from './support/repository.ts';

const documents = filesLike('**/*.md', '.changeset/*.md', '.github/**/*.md');

describe.each(documents)('%s', (document) => {
  const targets = linksOf(textOf(document)).filter(isRelative).map(readTarget);

  function readTarget(target: string): { readonly path: string; readonly anchor: string | undefined } {
    const [path = '', anchor] = decodeURIComponent(target).split('#');
    return { path: path === '' ? document : normalize(join(dirname(document), path)), anchor };
  }

  it('links only to files that exist', () => {
    expect(targets.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('links only to headings that exist', () => {
    const dead = targets.filter(
      ({ path, anchor }) =>
        anchor !== undefined && path.endsWith('.md') && !anchorsOf(textOf(path)).includes(anchor),
    );
    expect(dead).toEqual([]);
  });
});

function isRelative(target: string): boolean {
  return !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(target);
}
