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
export function lostRows(held: ContentsByTable, table: string): string {
  const tables = listed(onlyCopyIn(held, table));
  return isPartlyCopied(held, table)
    ? `the rows of ${tables} that were not copied`
    : `every row of ${tables}`;
}

/** A RENAME also changes what refers to the table, so it does not help if a new table takes the name. */
function keeping(course: MigrationTrace, table: Table, held: ContentsByTable): string {
  const [name, old] = [sqlName(table.name), sqlName(`${table.name}_old`)];
  return recreatedAs(course, table, held) === undefined
    ? `: ALTER TABLE ${name} RENAME TO ${old}`
    : `, with a copy before it: CREATE TABLE ${old} AS SELECT * FROM ${name}`;
}

export function dropTable(course: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return course.steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'drop' || form.object !== 'table') return [];
    const table = tableIn(before, form.name);
    const held = tables.get(step) ?? noContents;
    const lost = table === undefined ? [] : onlyCopyIn(held, table.name);
    if (table === undefined || lost.length === 0) return [];
    return [
      {
        step,
        message: `Dropping '${table.name}' loses ${lostRows(held, table.name)}.`,
        suggestion: `// roost-allow drop-table: (why nobody needs the rows)\n// or keep them${keeping(course, table, held)};`,
      },
    ];
  });
}
