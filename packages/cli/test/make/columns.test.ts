import { describe, expect, it } from 'vitest';
import { parseColumns } from '../../src/make/columns.ts';
import { stubOf } from '../../src/make/stub.ts';
import { failureOf } from '../failure.ts';

/** The lines between `id` and `created_at` of a table with these columns, and its indexes. */
function created(columns: string): readonly string[] {
  const { up } = stubOf({ kind: 'create-table', table: 'posts' }, parseColumns(columns));
  const [table = '', ...indexes] = up;
  return [...table.split('\n').slice(2, -2), ...indexes].map((line) => line.trim().replace(/,$/, ''));
}

function added(columns: string): readonly string[] {
  return stubOf({ kind: 'add-columns', table: 'posts', columns: [] }, parseColumns(columns)).up;
}

describe('--columns', () => {
  it('is SQL that one can read', () => {
    const columns = 'title:text, author:references users, views:int=0';
    expect(stubOf({ kind: 'create-table', table: 'posts' }, parseColumns(columns))).toEqual({
      up: [
        `CREATE TABLE posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  author INTEGER NOT NULL REFERENCES users (id),
  views INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL DEFAULT (datetime('now'))
)`,
        'CREATE INDEX idx_posts_author ON posts (author)',
      ],
      down: ['DROP TABLE posts'],
    });
  });

  it.each([
    ['a:text', ['a TEXT NOT NULL']],
    ['a:string?', ['a TEXT']],
    [' a : int = -1 ', ['a INTEGER NOT NULL DEFAULT -1']],
    ['a:REAL=1.5,b:blob', ['a REAL NOT NULL DEFAULT 1.5', 'b BLOB NOT NULL']],
    ['a:bool=false, b:boolean=TRUE', ['a INTEGER NOT NULL DEFAULT 0', 'b INTEGER NOT NULL DEFAULT 1']],
    ['a:date=now', ["a TEXT NOT NULL DEFAULT (date('now'))"]],
    ['a:datetime?=now', ["a TEXT DEFAULT (datetime('now'))"]],
    ['a:text=draft', ["a TEXT NOT NULL DEFAULT 'draft'"]],
    ['a:text=', ["a TEXT NOT NULL DEFAULT ''"]],
    ["a:text=''", ["a TEXT NOT NULL DEFAULT ''"]],
    ["a:text='it''s, or: not',b:int", ["a TEXT NOT NULL DEFAULT 'it''s, or: not'", 'b INTEGER NOT NULL']],
    ['a:json={}', ["a TEXT NOT NULL DEFAULT '{}'"]],
    ['a:text:unique', ['a TEXT NOT NULL UNIQUE']],
    ['a:text?:index', ['a TEXT', 'CREATE INDEX idx_posts_a ON posts (a)']],
    ['a:references posts?', ['a INTEGER REFERENCES posts (id)', 'CREATE INDEX idx_posts_a ON posts (a)']],
    ['a:text references users (email):unique', ['a TEXT NOT NULL UNIQUE REFERENCES users (email)']],
    ['order:int', ['"order" INTEGER NOT NULL']],
    ['references:text', ['"references" TEXT NOT NULL']],
  ] as const)('%s', (columns, lines) => {
    expect(created(columns)).toEqual(lines);
  });

  it('replaces the id if a column is primary, and created_at if it is named', () => {
    const columns = parseColumns('id:text:primary, created_at:int');
    expect(stubOf({ kind: 'create-table', table: 'a' }, columns).up).toEqual([
      'CREATE TABLE a (\n  id TEXT PRIMARY KEY NOT NULL,\n  created_at INTEGER NOT NULL\n)',
    ]);
  });

  it('adds columns, and an index for what is unique or refers to a table', () => {
    expect(added("slug:text?:unique, author:references users?, views:int=0, state:text='new'")).toEqual([
      'ALTER TABLE posts ADD COLUMN slug TEXT',
      'ALTER TABLE posts ADD COLUMN author INTEGER REFERENCES users (id)',
      'ALTER TABLE posts ADD COLUMN views INTEGER NOT NULL DEFAULT 0',
      "ALTER TABLE posts ADD COLUMN state TEXT NOT NULL DEFAULT 'new'",
      'CREATE UNIQUE INDEX idx_posts_slug ON posts (slug)',
      'CREATE INDEX idx_posts_author ON posts (author)',
    ]);
  });

  it.each([
    ['', "'' is not a column"],
    ['a', "'a' is not a column"],
    ['a:', "'a:' is not a column"],
    ['a:text,', "'' is not a column"],
    ['a:text,,b:text', "'' is not a column"],
    ['a b:text', "'a b:text' is not a column"],
    ['1a:text', "'1a:text' is not a column"],
    ['a:text NOT NULL', 'is not a column'],
    ["a:text='x", 'is not a column'],
    ['a:references', 'is not a column'],
    ['a:references users users', 'is not a column'],
    ['a:varchar', "the type 'varchar', which is not one of text,"],
    ['a:text:uniq', "':uniq', which is not one of :unique, :index, :primary"],
    ['a:int=x', "the default 'x'"],
    ['a:int=', "the default ''"],
    ['a:bool=2', "the default '2'"],
    ['a:blob=x', "the default 'x'"],
    ['a:text,A:int', "'a' occurs twice"],
    ['a:int:primary,b:int:primary', 'only one column can be primary'],
    ['a:int?:primary', 'cannot be NULL'],
    ['id:int', "'id' is written anyway"],
  ])('refuses %j', async (columns, problem) => {
    const failure = await failureOf(() => created(columns));
    expect(failure).toMatchObject({ code: 'MIGRATION.COLUMNS_INVALID' });
    expect(failure.message).toContain(problem);
  });

  it.each([
    ['a:text', 'existing rows need a value'],
    ['a:references users', 'existing rows need a value'],
    ['a:references users=1', 'must allow NULL'],
    ['a:date=now', 'must be a constant'],
    ['a:text=x:unique', 'is not unique'],
    ['a:int:primary', 'a primary key cannot be added'],
  ])('refuses to add %s to a table that may have rows', async (columns, problem) => {
    const failure = await failureOf(() => added(columns));
    expect(failure).toMatchObject({ code: 'MIGRATION.COLUMNS_INVALID' });
    expect(failure.message).toContain(problem);
  });
});
