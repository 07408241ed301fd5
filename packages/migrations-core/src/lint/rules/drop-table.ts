// The rows of a table that was there before are gone with it, unless the migration has put all of them elsewhere.
import { holdingsOf, onlyIn } from '../contents.ts';
import type { Course, Observation } from '../course.ts';
import { tableIn } from '../schema.ts';
import { listed, sqlName } from '../wording.ts';

export function dropTable(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'drop' || form.object !== 'table') return [];
    const table = tableIn(before, form.name);
    const lost = table === undefined ? [] : onlyIn(holdings.get(step) ?? new Map(), table.name);
    if (table === undefined || lost.length === 0) return [];
    const name = sqlName(table.name);
    return [
      {
        step,
        says: `Dropping '${table.name}' loses every row of ${listed(lost)}.`,
        wayOut: `// roost-allow drop-table: (why nobody needs the rows)\n// or keep them: ALTER TABLE ${name} RENAME TO ${sqlName(`${table.name}_old`)};`,
      },
    ];
  });
}
