// The pages are written in plain words: none of those in words/forbidden.ts is in their prose.
import { describe, expect, it } from 'vitest';
import { proseOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';
import { excepted, forbidden } from './words/forbidden.ts';

// Of a page the prose is read, of a source the whole text.
const read = filesLike('**/*.md', '.changeset/*.md', 'packages/*/src/**/*.ts', 'internal/*/src/**/*.ts');

function wordsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) =>
    forbidden.flatMap(({ word, instead }) => {
      const found = word.exec(line)?.[0];
      return found === undefined ? [] : [`line ${index + 1}: '${found}' (${instead})`];
    }),
  );
}

function readable(path: string): string {
  return path.endsWith('.md') ? proseOf(textOf(path)) : textOf(path);
}

describe('the words of', () => {
  it.each(read.filter((path) => !(path in excepted)))('%s are plain', (path) => {
    expect(wordsIn(readable(path))).toEqual([]);
  });

  it('a page are found where they are not', () => {
    expect(wordsIn('Fine.\nMend it, for want of a better word.')).toEqual([
      "line 2: 'Mend' (fix)",
      "line 2: 'for want of' (because there is no)",
    ]);
  });

  it('each excepted file are still needed', () => {
    const idle = Object.keys(excepted).filter((path) => wordsIn(readable(path)).length === 0);
    expect(idle).toEqual([]);
  });
});
