// The rows of an existing table are lost with it, unless the migration has copied all of them.

import type { ContentsBefore } from '../trace/data-flow.ts';
import { type Table, tableIn } from '../trace/schema.ts';
import {
  type ContentsByTable,
  isPartlyCopied,
  noContents,
  onlyCopyIn,
  recreatedAs,
} from '../trace/table-contents.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { listed, sqlName } from './wording.ts';

/** Names the initial tables whose only rows are in this table, and says whether all of their rows are lost. */
export function lostRows(
  { schemaBeforeUp }: MigrationTrace,
  contents: ContentsByTable,
  table: string,
): string {
  const tables = listed(onlyCopyIn(contents, table).map((key) => tableIn(schemaBeforeUp, key)?.name ?? key));
  return isPartlyCopied(contents, table)
    ? `the rows of ${tables} that were not copied`
    : `every row of ${tables}`;
}

/** A RENAME also changes what refers to the table, so it does not help if a new table takes the name. */
function howToKeep(trace: MigrationTrace, table: Table, contents: ContentsByTable): string {
  const [name, old] = [sqlName(table.name), sqlName(`${table.name}_old`)];
  return recreatedAs(trace, table, contents) === undefined
    ? `: ALTER TABLE ${name} RENAME TO ${old}`
    : `, with a copy before it: CREATE TABLE ${old} AS SELECT * FROM ${name}`;
}

export function dropTable(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'drop' || form.object !== 'table') return [];
    const table = tableIn(before, form.name);
    const contents = tables.get(step) ?? noContents;
    const lost = table === undefined ? [] : onlyCopyIn(contents, table.name);
    if (table === undefined || lost.length === 0) return [];
    return [
      {
        step,
        message: `Dropping '${table.name}' loses ${lostRows(trace, contents, table.name)}.`,
        suggestion: `// roost-allow drop-table: (why nobody needs the rows)\n// or keep them${howToKeep(trace, table, contents)};`,
      },
    ];
  });
}
