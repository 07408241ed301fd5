// What a migration leaves behind: references to objects that no longer exist, and tables without their indexes and
// triggers.
import { identifiersIn, isSameName, nameKey, statementOf } from '@roostjs/internal-sql';
import type { ContentsBefore } from '../trace/data-flow.ts';
import { followsFrom } from '../trace/lacking.ts';
import { inOrder, type Schema, tableIn } from '../trace/schema.ts';
import { type ContentsByTable, noContents, recreatedAs } from '../trace/table-contents.ts';
import {
  isSameReference,
  type MigrationTrace,
  type Observation,
  type Setting,
  type Step,
} from '../trace/trace.ts';
import { plain } from './failures.ts';
import { rebuildTableIn } from './rebuild-offer.ts';
import { listed, sqlName, withNames } from './wording.ts';

export function brokenReference(trace: MigrationTrace): readonly Observation[] {
  const { brokenAtStart, brokenAtEnd } = trace;
  return brokenAtEnd
    .filter((one) => !brokenAtStart.some((before) => isSameReference(one, before)))
    .filter(({ type, problem }) =>
      type === 'foreign key' ? !trace.lacking.has(nameKey(problem)) : !followsFrom(trace.lacking, problem),
    )
    .map((one): Observation => {
      const { type, name, problem, sql } = one;
      const message =
        type === 'foreign key'
          ? `${brokenKey(name, problem, trace.end)}: no row can be written to it.`
          : `The ${type} '${name}' no longer works: ${plain(problem)}.`;
      return {
        step: causeOf(trace, sql),
        message,
        suggestion: (setting) =>
          type === 'foreign key'
            ? keySuggestion(name, problem, trace.end, setting)
            : `DROP ${type.toUpperCase()} ${sqlName(name)};\n-- before the change; after it, with its new definition:\n${sql};`,
        holdsAt: ({ broken }) => broken.some((left) => isSameReference(left, one)),
      };
    });
}

function brokenKey(name: string, parent: string, { tables }: MigrationTrace['end']): string {
  return tables.has(nameKey(parent))
    ? `'${name}' refers to columns of '${parent}' that do not exist, or are neither its PRIMARY KEY nor UNIQUE`
    : `'${name}' refers to '${parent}', which does not exist`;
}

function keySuggestion(
  name: string,
  parent: string,
  { tables }: MigrationTrace['end'],
  setting: Setting,
): string {
  const fix = tables.has(nameKey(parent))
    ? `CREATE UNIQUE INDEX on the columns of '${parent}' that '${name}' refers to`
    : `Create '${parent}' first`;
  return `-- ${fix}, or rebuild '${name}' without the reference (${rebuildTableIn(setting)}).`;
}

/** The last step that changes the schema and names something that the object names. */
function causeOf({ steps }: MigrationTrace, sql: string): Step | null {
  const names = identifiersIn(sql);
  const changing = steps.filter(({ before, after }) => before !== after);
  return changing.findLast(({ form }) => names.has(nameKey(subjectOf(form)))) ?? changing.at(-1) ?? null;
}

function subjectOf(form: Step['form']): string {
  if (form.kind === 'create') return form.creation.name;
  if (form.kind === 'drop') return form.name;
  return form.kind === 'other' ? '' : form.table;
}

/**
 * DROP TABLE also drops the table's indexes and triggers, and nothing reports a rebuild that forgets them; the same
 * is true of a view's triggers.
 */
export function droppedWithTable(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  const { steps, end } = trace;
  return steps.flatMap((step) => {
    const { before } = step;
    const recreated = recreatedObject(trace, step, tables.get(step) ?? noContents);
    if (recreated === undefined) return [];
    const { name: owner, nameAtEnd } = recreated;
    const indexes = tableIn(before, owner)?.indexes.filter(({ isCreated }) => isCreated) ?? [];
    const attached = [...indexes, ...before.triggersOn(owner)].map(({ name }) => name);
    const lost = attached.filter((name) => !exists(end, name));
    if (lost.length === 0) return [];
    const named = new Set(lost.flatMap((name) => before.named(name)));
    const definitions = inOrder(named).filter(({ name }) => lost.includes(name));
    return [
      {
        step,
        message: `${listed(lost)} ${lost.length === 1 ? 'was' : 'were'} dropped with '${owner}' and not recreated.`,
        suggestion: definitions.map(({ sql }) => `${movedTo(nameAtEnd, owner, sql ?? '')};`).join('\n'),
        holdsAt: ({ schema }) => lost.some((name) => !exists(schema, name)),
      },
    ];
  });
}

/** The table or view that a step drops, and its name at the end. */
function recreatedObject(
  trace: MigrationTrace,
  { form, before, error }: Step,
  contents: ContentsByTable,
): { readonly name: string; readonly nameAtEnd: string } | undefined {
  if (form.kind !== 'drop' || error !== null) return undefined;
  const table = form.object === 'table' ? tableIn(before, form.name) : undefined;
  const name = table?.name ?? viewIn(before, form.name);
  const nameAtEnd = table === undefined ? viewIn(trace.end, form.name) : recreatedAs(trace, table, contents);
  return name === undefined || nameAtEnd === undefined ? undefined : { name, nameAtEnd };
}

function viewIn(schema: Schema, view: string): string | undefined {
  return schema.named(view).find(({ type }) => type === 'view')?.name;
}

/** Moves a definition that followed its renamed table to the table that has the old name now. */
function movedTo(table: string, from: string, sql: string): string {
  if (isSameName(table, from)) return sql;
  return withNames(
    statementOf(sql),
    table,
    ({ kind, name }) => kind !== 'string' && name !== undefined && isSameName(name, from),
  );
}

function exists(schema: Schema, name: string): boolean {
  return schema.named(name).some((object) => object.name === name);
}
