// What is said of a rebuild in one line.
import { expect, it } from 'vitest';
import { describeRebuild } from '../../src/rebuild/describe-rebuild.ts';
import { readTableDefinition } from '../../src/rebuild/parse-table.ts';

type Moves = Partial<Pick<Parameters<typeof describeRebuild>[0], 'rename' | 'copy' | 'dependants'>>;

function described(before: string, after: string, moves: Moves = {}): string {
  return describeRebuild({
    old: readTableDefinition(before),
    definition: readTableDefinition(after),
    rename: {},
    copy: {},
    dependants: {},
    ...moves,
  });
}

it.each([
  ['a type and a constraint', 'views TEXT', 'views INTEGER NOT NULL', 'views TEXT → INTEGER NOT NULL'],
  ['a type that is given', 'a', 'a TEXT', 'a (no type) → TEXT'],
  ['a column more', 'a', 'a, slug TEXT', 'add slug TEXT'],
  ['a column without a type more', 'a', 'a, b', 'add b'],
  ['a column less', 'a, b', 'a', 'drop b'],
  ['a constraint of the table', 'a, UNIQUE (a)', 'a, CHECK (a > 0)', 'drop UNIQUE (a), add CHECK (a > 0)'],
  ['a name that needs quotes', '"a b" TEXT', '"a b" INT', '"a b" TEXT → INT'],
  ['spaces, comments and letters alone', 'a  text -- why\n', 'a TEXT', 'as it is'],
  ['lines and comments', 'a', 'a TEXT\n  /* as */ DEFAULT (\n 1\n )', 'a (no type) → TEXT DEFAULT ( 1 )'],
])('names %s', (_, before, after, expected) => {
  expect(described(`CREATE TABLE posts (${before})`, `CREATE TABLE posts (${after})`)).toBe(
    `rebuild posts: ${expected}`,
  );
});

it('names a column that is renamed, and what else changes in it', () => {
  const rename = { title: 'headline' };
  const before = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)';
  expect(described(before, 'CREATE TABLE posts (id INTEGER PRIMARY KEY, headline TEXT)', { rename })).toBe(
    'rebuild posts: rename title → headline',
  );
  expect(described(before, 'CREATE TABLE posts (id INTEGER PRIMARY KEY, headline INT)', { rename })).toBe(
    'rebuild posts: rename title → headline, headline TEXT → INT',
  );
});

it('names the options of a table', () => {
  expect(described('CREATE TABLE a (b INT PRIMARY KEY)', 'CREATE TABLE a (b INT PRIMARY KEY) STRICT')).toBe(
    'rebuild a: STRICT',
  );
  const withoutRowid = 'CREATE TABLE a (b INT PRIMARY KEY) STRICT, WITHOUT ROWID';
  expect(described(withoutRowid, 'CREATE TABLE a (b INT PRIMARY KEY)')).toBe(
    'rebuild a: no longer STRICT, no longer WITHOUT ROWID',
  );
});

it('names what fills a column, and what becomes of an index', () => {
  const moves = { copy: { slug: 'lower(\n title)' }, dependants: { a_i: null, b_i: 'CREATE INDEX …' } };
  expect(described('CREATE TABLE a (title)', 'CREATE TABLE a (title, slug)', moves)).toBe(
    'rebuild a: add slug, slug = lower( title), drop a_i, change b_i',
  );
});
