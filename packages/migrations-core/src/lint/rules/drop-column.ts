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

export function dropColumn(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    if (step.error !== null) return [];
    const contents = tables.get(step) ?? noContents;
    return [...dropped(step, contents), ...notCopied(trace, step, contents)];
  });
}

function dropped(step: Step, contents: ContentsByTable): readonly Observation[] {
  const { form } = step;
  if (form.kind !== 'drop-column' || columnsOnlyIn(contents, form.table, form.column).size === 0) return [];
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
function notCopied(trace: MigrationTrace, step: Step, contents: ContentsByTable): readonly Observation[] {
  const name = emptied(step);
  if (name === undefined) return [];
  return tablesIn(contents, name).flatMap((key) => {
    const table = tableIn(trace.schemaBeforeUp, key);
    if (table === undefined) return [];
    const lost = lostColumns(table, trace, name, contents);
    const columns = table.columns.filter((column) => lost.has(originOf(table, column)));
    return columns.length === 0 ? [] : [observed(step, name, table, columns)];
  });
}

/** If whole rows are lost, other rules report it; this rule reports only columns of rows that were copied. */
function lostColumns(
  table: Table,
  { end }: MigrationTrace,
  name: string,
  contents: ContentsByTable,
): ReadonlySet<string> {
  if (!onlyCopyIn(contents, name).includes(nameKey(table.name))) return columnsOnlyIn(contents, name);
  const isRebuilt = tableIn(end, table.name) !== undefined && isPartlyCopied(contents, name);
  return isRebuilt ? columnsStoredOnlyIn(contents, name) : new Set();
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
