import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { linksOf } from './support/markdown.ts';
import { filesLike, root, textOf } from './support/repository.ts';

it.each(filesLike('**/*.md', '.changeset/*.md', '.github/**/*.md'))(
  '%s links only to files that exist',
  (document) => {
    const broken = linksOf(textOf(document))
      .filter(isRelative)
      .filter((target) => !existsSync(join(root, dirname(document), pathOf(target))));
    expect(broken).toEqual([]);
  },
);

function isRelative(target: string): boolean {
  return !/^([a-z][a-z\d+.-]*:|\/\/|#)/i.test(target);
}

function pathOf(target: string): string {
  return decodeURIComponent(target.replace(/[?#].*$/, ''));
}
