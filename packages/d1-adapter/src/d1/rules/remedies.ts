// What to write instead of a statement that breaks a rule of D1.
import type { RuleName } from './violation.ts';

export const remedies: Readonly<Record<RuleName, string>> = {
  transaction: 'leave it out, since the writes of a migration commit together or not at all',
  database: 'leave it out, since a D1 database is alone',
  vacuum: 'leave it out, since D1 looks after its own file',
  pragma: 'leave it out, since D1 allows only the PRAGMAs on its list',
  temp: 'create it without TEMP, and drop it at the end',
  name: 'choose a name that does not begin with _cf_',
  'virtual-table': 'use fts5, fts5vocab, rtree or rtree_i32, or an ordinary table',
  alter: 'change the table with rebuildTable',
  function: 'compute the value in JavaScript, and bind it',
  default: 'use a constant, CURRENT_TIMESTAMP, or a function that D1 allows',
  token: 'close each quote, and remove what SQL does not have',
  limit: 'stay within that limit, for example with several statements',
};
