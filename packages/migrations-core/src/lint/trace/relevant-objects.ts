// Which objects of a schema statements can affect or depend on, so a scratch database needs only a part of it.
import { identifiersIn, nameKey, type Statement, statementOf } from '@roostjs/internal-sql';
import { reachableFrom } from '../../database/reachable.ts';
import type { SchemaObject } from '../../database/schema.ts';
import { namesIn, type ObjectsByName, tableOf } from '../../database/schema-index.ts';
import { isVirtual } from '../../database/shadow-tables.ts';
import { hasConflictClause } from './schema.ts';

/**
 * What the statements name; what depends on what they change (indexes, triggers, tables with a foreign key, views, and
 * what depends on these); and everything that all of these name in turn. A name matches every object that has it, so
 * the result may be too large, but never too small. In no order. If the statements only create and insert, the cost
 * depends only on what they name and what that needs; if they only create, tables that a foreign key refers to end the
 * search.
 */
export function relevantObjects<T extends SchemaObject>(
  index: ObjectsByName<T>,
  statements: readonly string[],
): ReadonlySet<T> {
  const named = new Set([...namesOf(statements)].flatMap((name) => index.named(name)));
  const triggersOn = ({ name }: T): readonly T[] => index.triggersOn(name);
  const fired = reachableFrom([...named].flatMap(triggersOn), triggersOn);
  const changed = [
    ...changedNames(index, statements, named),
    ...[...fired].flatMap((trigger) => existingNamesIn(index, trigger)),
  ];
  const affected = new Set([...named, ...fired, ...dependentsOn(index, changed)]);
  const onlyCreates = statements.every((sql) => statementOf(sql).verb === 'create');
  // CREATE acts on no row, so an ordinary table that is only referred to needs nothing else.
  const endsSearch = (object: T): boolean => onlyCreates && !affected.has(object) && isOrdinaryTable(object);
  const needed = reachableFrom(affected, (object) =>
    endsSearch(object) ? [] : [...namesIn(object)].flatMap((name) => index.named(name)),
  );
  return new Set([...needed, ...[...needed].flatMap(({ name }) => index.uniqueIndexesOn(name))]);
}

/** The existing names that the statements change or delete something of. */
function changedNames<T extends SchemaObject>(
  index: ObjectsByName<T>,
  statements: readonly string[],
  named: ReadonlySet<T>,
): ReadonlySet<string> {
  const changing = statements.filter((sql) => !isAdding(statementOf(sql)));
  // A row that is inserted into such a table may replace another one, and foreign keys act on that.
  const replacing = [...named].filter(({ sql }) => hasConflictClause({ sql: sql ?? '' }, 'replace'));
  const names = [
    ...[...namesOf(changing)].filter((name) => index.has(name)),
    ...replacing.map(({ name }) => nameKey(name)),
  ];
  // A foreign key to the columns of a unique index depends on the index, but names only the table.
  return reachableFrom(names, (name) => index.named(name).flatMap(tablesOfIndex));
}

function tablesOfIndex(object: SchemaObject): readonly string[] {
  return object.type === 'index' ? [...tableOf(object)] : [];
}

/** The objects that name a changed object, directly or through a view, a trigger or a foreign key that acts. */
function dependentsOn<T extends SchemaObject>(
  index: ObjectsByName<T>,
  changed: readonly string[],
): ReadonlySet<T> {
  const dependents = new Set<T>();
  reachableFrom(changed, (name) => {
    const users = index.naming(name);
    for (const user of users) dependents.add(user);
    return users.flatMap((user) => namesChangedThrough(index, user));
  });
  return dependents;
}

/** A view changes with its tables, a table with those that it refers to; a trigger may change every table that it names. */
function namesChangedThrough<T extends SchemaObject>(index: ObjectsByName<T>, object: T): readonly string[] {
  if (object.type === 'view' || (object.type === 'table' && hasAction(object))) return [nameKey(object.name)];
  return object.type === 'trigger' ? existingNamesIn(index, object) : [];
}

/** Whether a foreign key of the table may change or delete its rows. */
function hasAction({ sql }: SchemaObject): boolean {
  return /\b(?:cascade|set\s+(?:null|default))\b/i.test(sql ?? '');
}

function existingNamesIn<T extends SchemaObject>(index: ObjectsByName<T>, object: T): readonly string[] {
  return [...namesIn(object)].filter((name) => index.has(name));
}

function isOrdinaryTable(object: SchemaObject): boolean {
  return object.type === 'table' && !isVirtual(object);
}

const adding: ReadonlySet<string> = new Set(['create', 'insert', 'select']);

/** Whether the statement only adds, and so affects nothing that exists; OR REPLACE deletes rows. */
function isAdding({ verb, lexemes }: Statement): boolean {
  return adding.has(verb) && !(verb === 'insert' && lexemes[2]?.word === 'replace');
}

function namesOf(statements: readonly string[]): ReadonlySet<string> {
  return new Set(statements.flatMap((sql) => [...identifiersIn(sql)]));
}
