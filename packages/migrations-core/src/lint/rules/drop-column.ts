// The values of an existing column are lost: by DROP COLUMN, or by a rebuild that does not copy it.
import { nameKey } from '@roostjs/internal-sql';
import type { ContentsBefore } from '../trace/data-flow.ts';
import { type Table, tableIn } from '../trace/schema.ts';
import {
  type ContentsByTable,
  columnsOnlyIn,
  columnsStoredOnlyIn,
  isPartlyCopied,
  noContents,
  onlyCopyIn,
  originOf,
  tablesIn,
} from '../trace/table-contents.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { listed, sqlName } from './wording.ts';

export function dropColumn(course: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return course.steps.flatMap((step) => {
    if (step.error !== null) return [];
    const held = tables.get(step) ?? noContents;
    return [...dropped(step, held), ...leftOut(course, step, held)];
  });
}

function dropped(step: Step, held: ContentsByTable): readonly Observation[] {
  const { form } = step;
  if (form.kind !== 'drop-column' || columnsOnlyIn(held, form.table, form.column).size === 0) return [];
  const { table, column } = form;
  return [
    {
      step,
      message: `Dropping the column '${column}' of '${table}' loses its values.`,
      suggestion:
        '// roost-allow drop-column: (why nobody needs the values)\n' +
        `// or keep it: ALTER TABLE ${sqlName(table)} RENAME COLUMN ${sqlName(column)} TO ${sqlName(`${column}_old`)};`,
    },
  ];
}

/** A table that is dropped or emptied after its rows were copied, but not all of their columns. */
function leftOut(course: MigrationTrace, step: Step, held: ContentsByTable): readonly Observation[] {
  const name = emptied(step);
  if (name === undefined) return [];
  return tablesIn(held, name).flatMap((key) => {
    const table = tableIn(course.schemaBeforeUp, key);
    if (table === undefined) return [];
    const lost = lostOf(table, course, name, held);
    const columns = table.columns.filter((column) => lost.has(originOf(table, column)));
    return columns.length === 0 ? [] : [observed(step, name, table, columns)];
  });
}

/** If whole rows are lost, other rules report it; this rule reports only columns of rows that were copied. */
function lostOf(
  table: Table,
  { end }: MigrationTrace,
  name: string,
  held: ContentsByTable,
): ReadonlySet<string> {
  if (!onlyCopyIn(held, name).includes(nameKey(table.name))) return columnsOnlyIn(held, name);
  const isRebuilt = tableIn(end, table.name) !== undefined && isPartlyCopied(held, name);
  return isRebuilt ? columnsStoredOnlyIn(held, name) : new Set();
}

function emptied({ form }: Step): string | undefined {
  if (form.kind === 'drop' && form.object === 'table') return form.name;
  return form.kind === 'delete' && form.isAll ? form.table : undefined;
}

function observed(step: Step, name: string, table: Table, columns: Table['columns']): Observation {
  const names = columns.map((column) => column.name);
  const verb = step.form.kind === 'drop' ? 'Dropping' : 'Emptying';
  const list = names.map(sqlName).join(', ');
  return {
    step,
    message: `${verb} '${name}' loses the values of ${listed(names)} of '${table.name}', which are not copied.`,
    suggestion:
      `-- copy it as well: INSERT INTO … (…, ${list}) SELECT …, ${list} FROM ${sqlName(name)};\n` +
      '// or roost-allow drop-column: (why nobody needs the values)',
  };
}
