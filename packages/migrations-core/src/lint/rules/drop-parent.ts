// DROP TABLE deletes the rows first, so foreign keys act: https://sqlite.org/foreignkeys.html#fk_schemacommands. In
// D1's batch no PRAGMA prevents that.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import type { ContentsBefore } from '../trace/data-flow.ts';
import { childrenOf, type ForeignKey, type Table, tableIn } from '../trace/schema.ts';
import { type ContentsByTable, noContents, onlyCopyIn, recreatedAs } from '../trace/table-contents.ts';
import type { MigrationTrace, Observation, Setting, Step } from '../trace/trace.ts';
import {
  effectText,
  type ForeignKeyEffect,
  hasAction,
  isGuarded,
  referringTo,
} from './foreign-key-actions.ts';
import { rebuildAs, rebuildTableIn } from './rebuild-offer.ts';
import { changedParentKey, replacedParent } from './replaced-parents.ts';
import { listed, sqlName } from './wording.ts';

export function dropParent(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    const contents = tables.get(step) ?? noContents;
    const parent = emptied(step);
    return parent === undefined
      ? [...replacedParent(step, contents), ...changedParentKey(step, contents)]
      : observed(trace, step, parent, contents);
  });
}

/** The table that the step empties. */
function emptied({ form, before }: Step): Table | undefined {
  if (form.kind === 'drop' && form.object === 'table') return tableIn(before, form.name);
  return form.kind === 'delete' && form.isAll ? tableIn(before, form.table) : undefined;
}

function observed(
  trace: MigrationTrace,
  step: Step,
  parent: Table,
  tables: ContentsByTable,
): readonly Observation[] {
  const effects = childrenOf(step.before, parent.name).flatMap(({ child, keys }) => {
    if (!tables.get(nameKey(child.name))?.mayHoldRows) return [];
    return keys
      .filter(
        (key) =>
          !isGuarded(step.before, child, key) &&
          !isSettled(trace, step, parent, child, key) &&
          !(hasAction(key) && isUnharmed(trace, step, child)),
      )
      .map((key) => ({ child, key }));
  });
  if (effects.length === 0) return [];
  const isLoss = effects.some(({ key }) => hasAction(key));
  const severity = isLoss ? 'loss' : 'error';
  const verb = step.form.kind === 'drop' ? 'Dropping' : 'Emptying';
  const suggestion = (setting: Setting): string =>
    suggestionFor(trace, step, parent, effects, tables, setting);
  const involves = referringTo(step.before, parent.name);
  return [
    { step, severity, message: `${verb} '${parent.name}' ${effectText(effects)}.`, suggestion, involves },
  ];
}

/** Whether running the migration showed that the table loses nothing for good: what was copied may be put back. */
function isUnharmed(
  { verdict, steps, schemaBeforeUp }: MigrationTrace,
  step: Step,
  { name }: Table,
): boolean {
  if (verdict.kind === 'unseen' || verdict.unfilled.has(nameKey(name))) return false;
  return (
    tableIn(schemaBeforeUp, name) !== undefined &&
    !verdict.losses.some(({ at, table }) => steps[at] === step && isSameName(table, name))
  );
}

function suggestionFor(
  trace: MigrationTrace,
  { form }: Step,
  parent: Table,
  effects: readonly ForeignKeyEffect[],
  tables: ContentsByTable,
  setting: Setting,
): string {
  if (form.kind === 'delete' && onlyCopyIn(tables, parent.name).length > 0)
    return emptiedForGood(parent, effects);
  const nameAtEnd = recreatedAs(trace, parent, tables);
  return nameAtEnd === undefined
    ? childrenFirst(parent, effects, setting)
    : rebuildAs(nameAtEnd, trace.start, trace.end, setting);
}

function emptiedForGood(parent: Table, effects: readonly ForeignKeyEffect[]): string {
  const children = listed([...new Set(effects.map(({ child }) => child.name))]);
  const isLoss = effects.some(({ key }) => hasAction(key));
  // Allowing the rule does not keep a statement from failing.
  const advice = isLoss
    ? `roost-allow drop-parent: (why this may happen to ${children})`
    : `first empty the tables that refer to it: ${children}`;
  return [
    `// ${advice}`,
    `// or keep the rows that are referred to: DELETE FROM ${sqlName(parent.name)} WHERE …;`,
  ].join('\n');
}

function childrenFirst(parent: Table, effects: readonly ForeignKeyEffect[], setting: Setting): string {
  const children = [...new Map(effects.map(({ child }) => [child.name, child])).values()];
  return [
    `-- First drop the tables that refer to '${parent.name}',`,
    ...children.map(({ name }) => `DROP TABLE ${sqlName(name)};`),
    `-- or rebuild them without the reference (${rebuildTableIn(setting)}).`,
    `DROP TABLE ${sqlName(parent.name)};`,
  ].join('\n');
}

/** Whether the reference is valid again, or dropped, when the batch commits. */
function isSettled(trace: MigrationTrace, step: Step, parent: Table, child: Table, key: ForeignKey): boolean {
  const later = trace.steps.slice(trace.steps.indexOf(step) + 1);
  if (hasAction(key)) return isDroppedUnread(later, child);
  const isDeferred = trace.steps.some(
    (one) => one.number < step.number && setsDeferral(one, /^(?:on|1|true|yes)$/),
  );
  if (!isDeferred) return false;
  // Rows that are inserted into a recreated table satisfy deferred foreign keys; a RENAME does not.
  return (
    later.some((next) => drops(next, child.name) || setsDeferral(next, /^(?:off|0|false|no)$/)) ||
    later.some(({ form }) => form.kind === 'create' && isSameName(form.creation.name, parent.name))
  );
}

/** Whether the child is dropped as well, without being read before that: by then a rebuild would copy nothing. */
function isDroppedUnread(later: readonly Step[], child: Table): boolean {
  const drop = later.findIndex((next) => drops(next, child.name));
  return drop !== -1 && !later.slice(0, drop).some((next) => selectsFrom(next, child));
}

function selectsFrom({ form }: Step, { name: table }: Table): boolean {
  const source = form.kind === 'insert' || form.kind === 'create' ? form.source : [];
  return source.some(({ name }) => name !== undefined && isSameName(name, table));
}

function drops({ form, error }: Step, table: string): boolean {
  return form.kind === 'drop' && form.object === 'table' && isSameName(form.name, table) && error === null;
}

function setsDeferral({ statement: { verb, lexemes } }: Step, value: RegExp): boolean {
  const at = lexemes.findIndex(({ word }) => word === 'defer_foreign_keys');
  return (
    verb === 'pragma' &&
    at !== -1 &&
    value.test(lexemes[at + 2]?.name?.toLowerCase() ?? lexemes[at + 2]?.word ?? '')
  );
}
