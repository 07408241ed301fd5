// UPDATE and DELETE of every row, on rows that were there before the migration.
import { nameKey } from '@roostjs/internal-sql';
import { type Contents, type Holdings, onlyIn } from '../contents.ts';
import type { Course, Observation, Step } from '../course.ts';
import type { Assignment } from '../forms.ts';
import { holdingsOf } from '../holdings.ts';
import { hasColumn, type Table, tableIn } from '../schema.ts';
import { listed, sqlName } from '../wording.ts';
import { lostRows } from './drop-table.ts';

export function deleteAll(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'delete' || !form.isAll) return [];
    const table = tableIn(before, form.table);
    const held = holdings.get(step) ?? new Map();
    const lost = table === undefined ? [] : onlyIn(held, table.name);
    if (table === undefined || lost.length === 0) return [];
    const says = `This DELETE loses ${lostRows(held, table.name)}.`;
    return [{ step, says, wayOut: `DELETE FROM ${sqlName(table.name)} WHERE …;` }];
  });
}

export function updateAll(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => overwritten(step, holdings.get(step) ?? new Map()));
}

function overwritten(step: Step, holdings: Holdings): readonly Observation[] {
  const { form, before } = step;
  if (form.kind !== 'update' || !(form.isAll || form.sparesOnlySame)) return [];
  const table = tableIn(before, form.table);
  const contents = holdings.get(nameKey(form.table));
  if (table === undefined || contents === undefined || contents.rowsOf.size === 0) return [];
  const old = form.assignments.filter(({ columns }) => columns.some((name) => isOld(contents, name)));
  if (old.length === 0) return [];
  const columns = old.flatMap(({ columns }) => columns);
  const isConstant = old.some((assignment) => !isComputed(assignment, table));
  if (!isConstant && !form.isAll) return [];
  return [
    {
      step,
      severity: isConstant ? 'loss' : 'warning',
      says: isConstant
        ? `This UPDATE puts the same value into ${listed(columns)} of every row of '${table.name}', over what stands there.`
        : `This UPDATE writes ${listed(columns)} of every row of '${table.name}' anew.`,
      wayOut: `UPDATE ${sqlName(table.name)} SET ${columns.map((name) => `${sqlName(name)} = …`).join(', ')} WHERE …;`,
    },
  ];
}

function isOld({ oldColumns }: Contents, column: string): boolean {
  return oldColumns.has(nameKey(column));
}

/** Whether the value can differ from row to row: it is made of a column or of what a SELECT finds. */
function isComputed({ value }: Assignment, table: Table): boolean {
  return value.some(
    ({ word, kind, name }) =>
      word === 'select' || (kind !== 'string' && name !== undefined && hasColumn(table, name)),
  );
}
