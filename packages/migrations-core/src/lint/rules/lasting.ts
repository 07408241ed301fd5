// What a migration leaves behind: references to what is gone, and indexes and triggers that went with their table.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import { madeAgain } from '../contents.ts';
import { type Course, isSameReference, type Observation, type Step } from '../course.ts';
import { holdingsOf } from '../holdings.ts';
import { tableIn, triggersOn } from '../schema.ts';
import { listed, sqlName } from '../wording.ts';
import { plain } from './failing.ts';

export function brokenReference(course: Course): readonly Observation[] {
  const { brokenAtStart, brokenAtEnd } = course;
  return brokenAtEnd
    .filter((one) => !brokenAtStart.some((before) => isSameReference(one, before)))
    .map((one): Observation => {
      const { type, name, misses, sql } = one;
      const says =
        type === 'foreign key'
          ? `${brokenKey(name, misses, course.end)}: no row can be written to it.`
          : `The ${type} '${name}' does not work any more: ${plain(misses)}.`;
      return {
        step: culprit(course, sql),
        says,
        wayOut:
          type === 'foreign key'
            ? keyWayOut(name, misses, course.end)
            : `DROP ${type.toUpperCase()} ${sqlName(name)};\n-- ahead of the change, and behind it, as it is to be then:\n${sql};`,
        holdsAt: ({ broken }) => broken.some((left) => isSameReference(left, one)),
      };
    });
}

function brokenKey(name: string, parent: string, { tables }: Course['end']): string {
  return tables.has(nameKey(parent))
    ? `'${name}' refers to columns of '${parent}' that are not there, or are neither its PRIMARY KEY nor UNIQUE`
    : `'${name}' refers to '${parent}', which is not there`;
}

function keyWayOut(name: string, parent: string, { tables }: Course['end']): string {
  const way = tables.has(nameKey(parent))
    ? `CREATE UNIQUE INDEX on the columns of '${parent}' that are meant`
    : `Make '${parent}' first`;
  return `-- ${way}, or rebuild '${name}' without the reference (rebuildTable of @roostjs/cli/schema).`;
}

/** The last step that changes the schema and names something that the object names. */
function culprit({ steps }: Course, sql: string): Step | null {
  const names = identifiersIn(sql);
  const changing = steps.filter(({ before, after }) => before !== after);
  return changing.findLast(({ form }) => names.has(nameKey(subjectOf(form)))) ?? changing.at(-1) ?? null;
}

function subjectOf(form: Step['form']): string {
  if (form.kind === 'create') return form.creation.name;
  if (form.kind === 'drop') return form.name;
  return form.kind === 'other' ? '' : form.table;
}

/** The indexes and triggers of a table go with it, and a rebuild that forgets them says nothing. */
export function lostWithTable(course: Course): readonly Observation[] {
  const { steps, end } = course;
  const holdings = holdingsOf(course);
  return steps.flatMap((step) => {
    const { form, before, complaint } = step;
    if (form.kind !== 'drop' || form.object !== 'table' || complaint !== null) return [];
    const table = tableIn(before, form.name);
    if (table === undefined || madeAgain(course, table, holdings.get(step) ?? new Map()) === undefined)
      return [];
    const indexes = table.indexes.filter(({ isCreated }) => isCreated).map(({ name }) => name);
    const attached = [...indexes, ...triggersOn(before, table.name).map(({ name }) => name)];
    const lost = attached.filter((name) => !isThere(end, name));
    if (lost.length === 0) return [];
    const definitions = before.objects.filter(({ name }) => lost.includes(name));
    return [
      {
        step,
        says: `${listed(lost)} went with '${table.name}' and ${lost.length === 1 ? 'was' : 'were'} not made again.`,
        wayOut: definitions.map(({ sql }) => `${sql};`).join('\n'),
        holdsAt: ({ schema }) => lost.some((name) => !isThere(schema, name)),
      },
    ];
  });
}

function isThere({ objects }: Course['end'], name: string): boolean {
  return objects.some((object) => object.name === name);
}
