// DROP TABLE deletes the rows first, so that foreign keys act: https://sqlite.org/foreignkeys.html#fk_schemacommands.
// In D1's batch no PRAGMA keeps them from it.
import { isSameName, nameKey, type Statement, statementOf } from '@roostjs/internal-sql';
import { type Holdings, madeAgain, onlyIn } from '../contents.ts';
import type { Course, Observation, Step } from '../course.ts';
import { holdingsOf } from '../holdings.ts';
import { childrenOf, type ForeignKey, type Schema, type Table, tableIn, triggersOn } from '../schema.ts';
import { listed, rebuildAs, sqlName } from '../wording.ts';

export function dropParent(course: Course): readonly Observation[] {
  const holdings = holdingsOf(course);
  return course.steps.flatMap((step) => {
    const held = holdings.get(step) ?? new Map();
    const parent = emptied(step);
    return parent === undefined ? replaced(step, held) : observed(course, step, parent, held);
  });
}

/** The table that loses all its rows. */
function emptied({ form, before }: Step): Table | undefined {
  if (form.kind === 'drop' && form.object === 'table') return tableIn(before, form.name);
  return form.kind === 'delete' && form.isAll ? tableIn(before, form.table) : undefined;
}

type Harm = { readonly child: Table; readonly key: ForeignKey };

function observed(course: Course, step: Step, parent: Table, holdings: Holdings): readonly Observation[] {
  const harms = childrenOf(step.before, parent.name).flatMap(({ child, keys }) => {
    if (!holdings.get(nameKey(child.name))?.mayHoldRows) return [];
    return keys
      .filter((key) => !isGuarded(step.before, child, key) && !isSettled(course, step, parent, child, key))
      .map((key) => ({ child, key }));
  });
  if (harms.length === 0) return [];
  const isLoss = harms.some(({ key }) => acts(key));
  const severity = isLoss ? 'loss' : 'error';
  const verb = step.form.kind === 'drop' ? 'Dropping' : 'Emptying';
  const wayOut = wayOutOf(course, step, parent, harms, holdings);
  return [{ step, severity, says: `${verb} '${parent.name}' ${harmText(harms)}.`, wayOut }];
}

function wayOutOf(
  course: Course,
  { form }: Step,
  parent: Table,
  harms: readonly Harm[],
  holdings: Holdings,
): string {
  if (form.kind === 'delete' && onlyIn(holdings, parent.name).length > 0)
    return emptiedForGood(parent, harms);
  const again = madeAgain(course, parent, holdings);
  return again === undefined ? childrenFirst(parent, harms) : rebuildAs(again, course.end);
}

/** REPLACE deletes the row that is in its way, and foreign keys act on that: https://sqlite.org/lang_conflict.html. */
function replaced(step: Step, holdings: Holdings): readonly Observation[] {
  const { form, before, complaint } = step;
  if (form.kind !== 'insert' || form.or !== 'replace' || complaint !== null) return [];
  const parent = tableIn(before, form.table);
  if (parent === undefined || !holdings.get(nameKey(parent.name))?.mayHoldRows) return [];
  const itself = parent.foreignKeys.filter((key) => isSameName(key.parent, parent.name));
  const children = [...childrenOf(before, parent.name), { child: parent, keys: itself }];
  const harms = children.flatMap(({ child, keys }) => {
    if (!holdings.get(nameKey(child.name))?.mayHoldRows) return [];
    return keys.filter((key) => acts(key) && !isGuarded(before, child, key)).map((key) => ({ child, key }));
  });
  if (harms.length === 0) return [];
  return [
    {
      step,
      says: `Replacing a row of '${parent.name}' deletes it first, which ${harmText(harms)}.`,
      wayOut: upsert(parent),
    },
  ];
}

function upsert({ name, columns }: Table): string {
  const stored = columns.filter(({ isGenerated }) => !isGenerated);
  const list = (wanted: typeof stored): string => wanted.map((column) => sqlName(column.name)).join(', ');
  const isKey = ({ primaryKey }: Table['columns'][number]): boolean => primaryKey > 0;
  const keys = stored.some(isKey) ? list(stored.filter(isKey)) : '…';
  const others = stored.filter((column) => !isKey(column)).map((column) => sqlName(column.name));
  const changes = others.map((column) => `${column} = excluded.${column}`).join(', ');
  return [
    '-- change the row where it is:',
    `INSERT INTO ${sqlName(name)} (${list(stored)}) VALUES (…)`,
    `ON CONFLICT (${keys}) DO ${changes === '' ? 'NOTHING' : `UPDATE SET ${changes}`};`,
  ].join('\n');
}

function emptiedForGood(parent: Table, harms: readonly Harm[]): string {
  const children = listed([...new Set(harms.map(({ child }) => child.name))]);
  const isLoss = harms.some(({ key }) => acts(key));
  // What fails does so however much it is allowed.
  const way = isLoss
    ? `roost-allow drop-parent: (why nobody needs what this does to ${children})`
    : `empty first what refers to it: ${children}`;
  return [
    `// ${way}`,
    `// or leave out the rows that are referred to: DELETE FROM ${sqlName(parent.name)} WHERE …;`,
  ].join('\n');
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
  if (acts(key)) return isDroppedUnread(later, child);
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

/** Whether it is dropped as well, and nobody takes rows from it in between: what a rebuild would copy is gone by then. */
function isDroppedUnread(later: readonly Step[], child: Table): boolean {
  const drop = later.findIndex((next) => drops(next, child.name));
  return drop !== -1 && !later.slice(0, drop).some((next) => selectsFrom(next, child));
}

function selectsFrom({ form }: Step, { name: table }: Table): boolean {
  const source = form.kind === 'insert' || form.kind === 'create' ? form.source : [];
  return source.some(({ name }) => name !== undefined && isSameName(name, table));
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
