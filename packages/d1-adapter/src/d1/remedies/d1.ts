// What to do instead of what D1 refuses and SQLite would run, and within D1's limits.

import { creationOf, targetAt } from '@roostjs/internal-sql';
import type { FailedText, Remedy } from './remedy.ts';

export const d1Remedies: readonly Remedy[] = [
  [
    /^To execute a transaction, /,
    () => 'leave it out, since the writes of a migration commit together or not at all',
  ],
  [/^cannot VACUUM /, () => 'leave it out, since D1 looks after its own file'],
  [/^not authorized$/, insteadOfUnauthorized],
  [
    /^(?:too many SQL variables|variable number must be between )/,
    () =>
      'bind at most 100 values in a statement: run it for a few rows at a time, or pass all rows as one JSON text to json_each(?)',
  ],
  [
    /^statement too long$/,
    () => 'stay below 100,000 bytes: split it into several statements, or bind its long values',
  ],
  [/^string or blob too big$/, () => 'store it in parts of less than 2 MB, or in R2'],
  [/^Wrong number of parameter bindings/, () => 'pass one value for each ?'],
  [/^too many terms in compound SELECT$/, () => 'join at most 5 SELECTs, or use VALUES'],
  [/^too many columns /, () => 'use at most 100 columns'],
  [/^too many arguments on function /, () => 'pass at most 127 arguments'],
  [/^Expression tree is too large /, () => 'split the expression, or use IN (…) instead of many ORs'],
  [/^LIKE or GLOB pattern too complex$/, () => 'use a pattern of at most 50 bytes, or instr()'],
  [/^out of memory$/, () => 'split it into several statements'],
  [/^unrecognized token: /, () => "close each quote, and write '' for a quote within a text"],
  [/^SQL code did not contain a statement\.?$/, () => 'remove what SQL does not have, such as a NUL'],
];

function insteadOfUnauthorized({ statement }: FailedText): string {
  const { verb, lexemes, text } = statement;
  if (verb === 'attach' || verb === 'detach') return 'leave it out, since a D1 database is alone';
  const creation = creationOf(statement);
  if (/\b_cf_/i.test(text)) return 'use a name that does not begin with _cf_';
  if (creation?.kind === 'virtual table')
    return 'use fts5, fts5vocab, rtree or rtree_i32, or an ordinary table';
  if (creation !== undefined) return 'create it without TEMP, and drop it at the end';
  const pragma = verb === 'pragma' ? targetAt(lexemes, 1)?.name : /\bpragma_(\w+)/i.exec(text)?.[1];
  return `leave ${pragma === undefined ? 'it' : `PRAGMA ${pragma}`} out, since D1 allows only the PRAGMAs on its list`;
}
