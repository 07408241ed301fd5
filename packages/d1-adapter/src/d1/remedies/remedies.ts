// What to do instead of a statement that fails, for each error of D1 and of SQLite whose cause its text shows.

import { errorPlace, readError, statementOf } from '@roostjs/internal-sql';
import { alterTableRemedies } from './alter-table.ts';
import { columnRemedies } from './columns.ts';
import { d1Remedies } from './d1.ts';
import { dialectRemedies } from './dialects.ts';
import { functionRemedies } from './functions.ts';
import { nameRemedies } from './names.ts';
import type { Remedy, SchemaNames } from './remedy.ts';
import { rowRemedies } from './rows.ts';

// The first that knows what to do decides.
const remedies: readonly (readonly Remedy[])[] = [
  alterTableRemedies,
  columnRemedies,
  nameRemedies,
  rowRemedies,
  functionRemedies,
  dialectRemedies,
  d1Remedies,
];

/**
 * What to do instead, as the rest of a sentence: "leave it out"; undefined if the error does not show it.
 * `sql`: the statement, or an empty text for an error that no single statement has. `schema`: what the statement finds.
 */
export function remedyFor(sql: string, error: string, schema?: SchemaNames): string | undefined {
  const { words } = readError(error);
  const statement = statementOf(sql);
  const place = errorPlace(sql, error);
  const failed = { statement, at: statement.lexemes.findIndex(({ start }) => start === place), schema };
  for (const [says, instead] of remedies.flat()) {
    const said = says.exec(words);
    const remedy = said === null ? undefined : instead(failed, said);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}
