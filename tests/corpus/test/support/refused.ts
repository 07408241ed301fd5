// The folders that are refused, by roost or by wrangler or by both.

export type Refused = {
  readonly name: string;
  readonly because: string;
  /** The code of roost's error; null if it takes the folder. */
  readonly roost: string | null;
  /** What wrangler prints when it fails on a local database; null if it takes the folder. */
  readonly wrangler: RegExp | null;
};

export const refused: readonly Refused[] = [
  {
    name: 'begin-in-a-comment',
    because: 'wrangler looks for BEGIN TRANSACTION in comments too, on a local database',
    roost: null,
    wrangler: /it contains several transactions/,
  },
  {
    name: 'fails-halfway',
    because: 'the second statement of 0002 fails, and the first must not stay',
    roost: 'MIGRATION.FAILED',
    wrangler: /Cannot add a NOT NULL column with default value NULL/,
  },
  {
    name: 'forbidden-pragma',
    because: 'D1 allows only the PRAGMAs on its list',
    roost: 'MIGRATION.REFUSED',
    wrangler: /not authorized/,
  },
  {
    name: 'no-last-semicolon',
    because: 'wrangler appends a statement of its own to the text of a file',
    roost: null,
    wrangler: /near "INSERT": syntax error/,
  },
  {
    name: 'no-number',
    because: "a migration's name begins with digits, which give its place",
    roost: 'MIGRATION.NAME_INVALID',
    wrangler: null,
  },
  {
    name: 'parent-with-rows',
    because: 'a table is dropped that a row of another refers to, and foreign_keys=OFF does nothing in D1',
    roost: 'MIGRATION.FAILED',
    wrangler: /FOREIGN KEY constraint failed/,
  },
  {
    name: 'plain-begin',
    because: 'wrangler leaves out BEGIN TRANSACTION, and not BEGIN alone',
    roost: null,
    wrangler: /To execute a transaction/,
  },
  {
    name: 'temporary-table',
    because: 'D1 has no temporary tables',
    roost: 'MIGRATION.REFUSED',
    wrangler: /not authorized/,
  },
];
