// What stands in a column that was there before is gone with it: by DROP COLUMN, or by a rebuild that leaves it out.
import { holdingsOf } from '../contents.ts';
import type { Course, Observation, Step } from '../course.ts';
import { hasColumn, isSameName, tableIn } from '../schema.ts';
import { sqlName } from '../wording.ts';

export function dropColumn(course: Course): readonly Observation[] {
  return [...dropped(course), ...leftOut(course)];
}

function dropped(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => {
    const { form, complaint } = step;
    if (form.kind !== 'drop-column' || complaint !== null) return [];
    const contents = holdings.get(step)?.get(form.table.toLowerCase());
    const isOld = contents?.oldColumns.has(form.column.toLowerCase()) ?? false;
    return isOld ? [observed(step, form.table, form.column)] : [];
  });
}

/** A table that was dropped and is there again under its name, made anew. */
function leftOut(course: Course): readonly Observation[] {
  const { steps, earlier, end } = course;
  return steps.flatMap((step) => {
    const { form } = step;
    if (form.kind !== 'drop' || form.object !== 'table' || step.complaint !== null) return [];
    const [old, now] = [tableIn(earlier, form.name), tableIn(end, form.name)];
    if (old === undefined || now === undefined) return [];
    return old.columns
      .filter(({ name }) => !hasColumn(now, name) && !isCarried(course, old.name, name))
      .map(({ name }) => observed(step, old.name, name));
  });
}

/** Whether a statement that selects from the table takes the column along, under whatever name. */
function isCarried({ steps }: Course, table: string, column: string): boolean {
  return steps.some(({ form }) => {
    const source = form.kind === 'insert' || form.kind === 'create' ? form.source : [];
    const names = source.flatMap(({ name }) => name ?? []);
    return names.some((name) => isSameName(name, table)) && names.some((name) => isSameName(name, column));
  });
}

function observed(step: Step, table: string, column: string): Observation {
  return {
    step,
    says: `Dropping the column '${column}' of '${table}' loses what stands in it.`,
    wayOut:
      '// roost-allow drop-column: (why nobody needs what stands in it)\n' +
      `// or keep it: ALTER TABLE ${sqlName(table)} RENAME COLUMN ${sqlName(column)} TO ${sqlName(`${column}_old`)};`,
  };
}
