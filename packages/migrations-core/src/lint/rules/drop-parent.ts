// DROP TABLE deletes the rows first, so that foreign keys act: https://sqlite.org/foreignkeys.html#fk_schemacommands.
// In D1's batch no PRAGMA keeps them from it.
import { type Statement, statementOf } from '@roostjs/internal-sql';
import { type Holdings, holdingsOf, onlyIn } from '../contents.ts';
import type { Course, Observation, Step } from '../course.ts';
import {
  childrenOf,
  type ForeignKey,
  isSameName,
  type Schema,
  type Table,
  tableIn,
  triggersOn,
} from '../schema.ts';
import { listed, rebuildAs, sqlName } from '../wording.ts';

export function dropParent(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => {
    const parent = emptied(step, holdings.get(step) ?? new Map());
    return parent === undefined ? [] : observed(course, step, parent, holdings.get(step) ?? new Map());
  });
}

/** The table that loses all its rows; where they stand nowhere else, a DELETE is another rule's. */
function emptied({ form, before }: Step, holdings: Holdings): Table | undefined {
  if (form.kind === 'drop' && form.object === 'table') return tableIn(before, form.name);
  if (form.kind !== 'delete' || !form.isAll || onlyIn(holdings, form.table).length > 0) return undefined;
  return tableIn(before, form.table);
}

type Harm = { readonly child: Table; readonly key: ForeignKey };

function observed(course: Course, step: Step, parent: Table, holdings: Holdings): readonly Observation[] {
  const harms = childrenOf(step.before, parent.name).flatMap(({ child, keys }) => {
    if (!holdings.get(child.name.toLowerCase())?.mayHoldRows) return [];
    return keys
      .filter((key) => !isGuarded(step.before, child, key) && !isSettled(course, step, parent, child, key))
      .map((key) => ({ child, key }));
  });
  if (harms.length === 0) return [];
  const isLoss = harms.some(({ key }) => acts(key));
  const again = madeAgain(course, parent, holdings);
  const wayOut = again === undefined ? childrenFirst(parent, harms) : rebuildAs(again, course.end);
  const severity = isLoss ? 'loss' : 'error';
  const verb = step.form.kind === 'drop' ? 'Dropping' : 'Emptying';
  return [{ step, severity, says: `${verb} '${parent.name}' ${harmText(harms)}.`, wayOut }];
}

/** The name under which the table is there at the end, where all this is to rebuild it. */
function madeAgain({ end }: Course, parent: Table, holdings: Holdings): string | undefined {
  const names = [parent.name, ...(holdings.get(parent.name.toLowerCase())?.rowsOf ?? [])];
  return names.map((name) => tableIn(end, name)?.name).find((name) => name !== undefined);
}

function acts({ onDelete }: ForeignKey): boolean {
  return /^(?:CASCADE|SET NULL|SET DEFAULT)$/.test(onDelete);
}

function harmText(harms: readonly Harm[]): string {
  return harms
    .map(({ child, key }) => {
      const columns = listed(key.columns);
      if (key.onDelete === 'CASCADE')
        return `deletes every row of '${child.name}' that refers to it (ON DELETE CASCADE)`;
      if (acts(key))
        return `takes ${columns} out of every row of '${child.name}' (ON DELETE ${key.onDelete})`;
      return `fails as soon as a row of '${child.name}' refers to it (ON DELETE ${key.onDelete})`;
    })
    .join(', and ');
}

function childrenFirst(parent: Table, harms: readonly Harm[]): string {
  const children = [...new Map(harms.map(({ child }) => [child.name, child])).values()];
  return [
    `-- Before '${parent.name}' goes, what refers to it: drop it as well,`,
    ...children.map(({ name }) => `DROP TABLE ${sqlName(name)};`),
    `-- or take the reference out of it, with rebuildTable of @roostjs/cli/schema.`,
    `DROP TABLE ${sqlName(parent.name)};`,
  ].join('\n');
}

/** A trigger on the child that ignores what the foreign key would do to it, as rebuildTable makes one. */
function isGuarded(schema: Schema, child: Table, key: ForeignKey): boolean {
  if (!acts(key)) return false;
  const event = key.onDelete === 'CASCADE' ? 'delete' : 'update';
  return triggersOn(schema, child.name).some(({ sql }) => ignores(statementOf(sql), event));
}

function ignores({ lexemes }: Statement, event: string): boolean {
  const words = lexemes.map(({ word }) => word);
  const begin = words.indexOf('begin');
  const head = words.slice(0, begin);
  const isFor = head[head.indexOf('before') + 1] === event && !head.includes('when') && !head.includes('of');
  return (
    isFor &&
    words
      .slice(begin + 1)
      .join(' ')
      .startsWith('select raise ( ignore )')
  );
}

/** Whether the reference is whole again, or gone, when the batch commits. */
function isSettled(course: Course, step: Step, parent: Table, child: Table, key: ForeignKey): boolean {
  const later = course.steps.slice(course.steps.indexOf(step) + 1);
  if (acts(key)) return later.some((next) => drops(next, child.name));
  const isDeferred = course.steps.some(
    (one) => one.number < step.number && setsDeferral(one, /^(?:on|1|true|yes)$/),
  );
  if (!isDeferred) return false;
  // The rows that are put into a table made anew satisfy the keys that wait for them; a RENAME does not.
  return (
    later.some((next) => drops(next, child.name) || setsDeferral(next, /^(?:off|0|false|no)$/)) ||
    later.some(({ form }) => form.kind === 'create' && isSameName(form.creation.name, parent.name))
  );
}

function drops({ form, complaint }: Step, table: string): boolean {
  return (
    form.kind === 'drop' && form.object === 'table' && isSameName(form.name, table) && complaint === null
  );
}

function setsDeferral({ statement: { verb, lexemes } }: Step, value: RegExp): boolean {
  const at = lexemes.findIndex(({ word }) => word === 'defer_foreign_keys');
  return (
    verb === 'pragma' &&
    at !== -1 &&
    value.test(lexemes[at + 2]?.name?.toLowerCase() ?? lexemes[at + 2]?.word ?? '')
  );
}
