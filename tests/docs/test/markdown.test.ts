// The other tests here find nothing wrong where they find nothing at all.
import { expect, it } from 'vitest';
import { anchorsOf, blocksOf, headingsOf, linksOf, proseOf } from './support/markdown.ts';

const document = `# Title
See [a](a.md "A"), \`[code](no.md)\`, ![b](img/b.png) and <a href="c.md#x">c</a>.

\`\`\`js run
// [no](no.md)
\`\`\`

### ONE.CODE
[d]: ../d.md
\`\`\`\`md
\`\`\`output
### NO
\`\`\`
\`\`\`\`
`;

it('reads fenced blocks with their words, those within another block as text', () => {
  expect(blocksOf(document)).toEqual([
    { info: ['js', 'run'], text: '// [no](no.md)\n', line: 4 },
    { info: ['md'], text: '```output\n### NO\n```\n', line: 10 },
  ]);
  expect(() => blocksOf('```js\n')).toThrow('line 1');
});

it('reads links and headings outside of code', () => {
  expect(linksOf(document).toSorted()).toEqual(['../d.md', 'a.md', 'c.md#x', 'img/b.png']);
  expect(headingsOf(document, 3)).toEqual(['ONE.CODE']);
});

it('makes the anchors that GitHub makes', () => {
  const headings = ['# With `npm run` & co.', '## A [link](a.md)', '```', '# no', '```', '## A link'];
  expect(anchorsOf(headings.join('\n'))).toEqual(['with-npm-run--co', 'a-link', 'a-link-1']);
});

it('leaves code out of prose, and keeps the numbers of lines', () => {
  expect(proseOf('a `b\nc` d\n```\ne\n```\nf')).toBe('a \n d\n\n\n\nf');
});
