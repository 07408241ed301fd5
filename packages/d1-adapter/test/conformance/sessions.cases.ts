// The same calls in every kind of session, and joins of tables with a column of the same name.

import { all, batch, bookmarks, type Call, first, raw, rawWithNames, run, session } from './call.ts';

export const sessionSetup: readonly string[] = [
  'CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN)',
  'CREATE TABLE book (id INTEGER PRIMARY KEY, name TEXT, author REFERENCES author)',
];

const joined = 'SELECT * FROM author, book ORDER BY author.id, book.id';

const inEach = [
  run('DELETE FROM author'),
  all(`
    INSERT INTO author (name, active) VALUES
      ('Ada', false),
      ('Bo', true)
    RETURNING *
  `),
  batch(
    "INSERT INTO book (name) VALUES ('One'), ('Two')",
    ['SELECT * FROM author WHERE id = ?', 2],
    ['SELECT * FROM author WHERE id = ?;', 1],
  ),
  all('SELECT count(1) AS n FROM author WHERE active = ?', true),
  all('SELECT count(1) AS n FROM author WHERE active = ?', 1),
  all('SELECT count(1) AS n FROM author WHERE active = ?', 2),
  first('SELECT 1;', '1'),
  all(joined),
  raw(joined),
  rawWithNames(joined),
  all("SELECT * FROM book WHERE name IN ('One', 'Three', 'Four')"),
  run('DELETE FROM book'),
  batch('CREATE TABLE made (a);', 'DROP TABLE made;'),
] as const;

const constraints = [undefined, '', 'first-primary', ' first-unconstrained ', 'a token of no meaning'];

export const sessionCases: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(
    constraints.map((constraint) => [
      `a session after ${JSON.stringify(constraint)} answers as the database`,
      session(constraint, ...inEach),
    ]),
  ),
  'a session has no bookmark before its first query': bookmarks(undefined),
  'a session has a bookmark from its first query on': bookmarks('first-primary', all('SELECT 1')),
  'a session has the bookmark that it is given': bookmarks(
    '00000001-00000002-00000003-0123456789abcdef0123456789abcdef',
  ),
  'a session gives the error of its query': session(undefined, all('SELECT nope')),
  'rows are gone after all of that': all('SELECT count(*) AS n FROM book'),
};
