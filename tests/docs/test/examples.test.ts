// A block of a document that says `from=<file>` stands in that file, line by line.
import { describe, expect, it } from 'vitest';
import { type Block, blocksOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

function sourceOf({ info }: Block): string | undefined {
  return info.find((word) => word.startsWith('from='))?.slice('from='.length);
}

function withoutIndentation(text: string): string {
  return text.replace(/^[ \t]+/gm, '').trimEnd();
}

const quotations = filesLike('**/*.md').flatMap((document) =>
  blocksOf(textOf(document)).flatMap((block) => {
    const source = sourceOf(block);
    return source === undefined ? [] : [{ place: `${document}:${block.line}`, source, block }];
  }),
);

describe('an example of a document', () => {
  it.each(quotations)('$place stands in $source', ({ source, block }) => {
    expect(withoutIndentation(textOf(source))).toContain(withoutIndentation(block.text));
  });

  it('is there, for the fault tools', () => {
    expect(quotations.filter(({ place }) => place.startsWith('tests/README.md')).length).toBeGreaterThan(5);
  });
});
