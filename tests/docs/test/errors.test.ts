// docs/reference/errors.md and the codes that a user can meet: those of errors, warnings and exit codes.
import { expect, it } from 'vitest';
import { headingsOf } from './support/markdown.ts';
import { filesLike, textOf } from './support/repository.ts';

const code = /'([A-Z][A-Z\d]*\.[A-Z][A-Z\d_]*)'/g;

function codesInSources(): readonly string[] {
  const found = filesLike('packages/*/src/**/*.ts').flatMap((path) =>
    [...textOf(path).matchAll(code)].map(([, name = '']) => name),
  );
  return [...new Set(found)].sort();
}

it('each code has one entry in docs/reference/errors.md, and each entry is about a code that exists', () => {
  const entries = headingsOf(textOf('docs/reference/errors.md'), 3).map((heading) =>
    heading.replaceAll('`', ''),
  );
  expect(entries.toSorted()).toEqual(codesInSources());
});
