// docs/internals/other-migrators.md and the tests that are named after other migrators: each row that promises a test has it, and no test
// goes without its row.
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { filesLike, textOf } from './support/repository.ts';

type Row = {
  /** `Laravel 10a`. */
  readonly id: string;
  /** What Roost does there. */
  readonly verdict: string;
  /** `runner`, `command`, both, or nothing. */
  readonly places: readonly string[];
};

/** A test's title without its id, and the folder of tests that it stands in. */
type NamedTest = { readonly id: string; readonly place: string; readonly message: string };

const page = textOf('docs/internals/other-migrators.md');

function rowsOf(markdown: string): readonly Row[] {
  const rows: Row[] = [];
  let peer = '';
  for (const line of markdown.split('\n')) {
    peer = /^## (\S+)/.exec(line)?.[1] ?? peer;
    const [, number, verdict = '', places = ''] =
      /^\| (\d+[a-z]?) \| [^|]+ \| ([^|]+) \| (?:([a-z, ]+) )?\|$/.exec(line) ?? [];
    if (number !== undefined) rows.push({ id: `${peer} ${number}`, verdict, places: wordsIn(places) });
  }
  return rows;
}

function wordsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(', ');
}

function namedTests(): readonly NamedTest[] {
  const files = filesLike('tests/*/test/peers/*.test.ts');
  return files.flatMap((file) => {
    const place = file.split('/')[1] ?? '';
    const titles = textOf(file).matchAll(/\bit(?:\.each\([^\n]*\))?\(\s*(?:'([^'\n]+)'|"([^"\n]+)")/g);
    return [...titles].map(([, single, double]) => {
      const [, id = file, message = ''] = /^(\S+ \d+[a-z]?): (.+)$/.exec(single ?? double ?? '') ?? [];
      return { id, place, message };
    });
  });
}

const rows = rowsOf(page);
const tests = namedTests();
const isLeftOut = ({ verdict }: Row): boolean => verdict.startsWith('left out: ');

it('every table row of the page is read, and none is there twice', () => {
  const lines = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|\|)/.test(line));
  expect(rows).toHaveLength(lines.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

it('every row says what Roost does: as there, something else, or why it is left out', () => {
  const verdicts = /^(as there\b|differs: |left out: )/;
  expect(rows.filter(({ verdict }) => !verdicts.test(verdict))).toEqual([]);
});

it('a row has a test unless it is left out', () => {
  expect(rows.filter((row) => isLeftOut(row) !== (row.places.length === 0))).toEqual([]);
});

it('each test that a row promises is there once, and each test has its row', () => {
  const promised = rows.flatMap(({ id, places }) => places.map((place) => `${id}, ${place}`));
  expect(tests.map(({ id, place }) => `${id}, ${place}`).sort()).toEqual(promised.sort());
});

it('a test of what differs says what happens instead', () => {
  const differing = rows.filter(({ verdict }) => verdict.startsWith('differs: ')).map(({ id }) => id);
  const instead = tests.filter(({ message }) => /\binstead\b/.test(message)).map(({ id }) => id);
  expect([...new Set(instead)].sort()).toEqual(differing.sort());
});

it('each file of tests is linked from the page', () => {
  const files = filesLike('tests/*/test/peers/*.test.ts');
  expect(files.filter((file) => !page.includes(`](../../${file})`))).toEqual([]);
  expect(new Set(files.map((file) => basename(file))).size).toBe(8);
});
