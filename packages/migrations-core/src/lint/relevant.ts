// Which objects of a schema statements can have to do with, so that a scratch database need not hold all of a large one.
import { identifiersIn, nameKey, type Statement, statementOf, targetAt } from '@roostjs/internal-sql';
import type { SchemaObject } from '../schema-objects.ts';
import { grouped } from './grouped.ts';
import { settlesBy } from './schema.ts';

/**
 * What the statements name; where they change or take away something, what names that (indexes, triggers, tables with a foreign
 * key, views and what names these); and whatever all of it names in turn. A name stands for everything that is called so, so that this is too much and never too little.
 */
export function relevantObjects(
  objects: readonly SchemaObject[],
  statements: readonly string[],
): readonly SchemaObject[] {
  const called = namesIn(statements);
  const changed = namesIn(statements.filter((sql) => !isAdding(statementOf(sql))));
  const byName = new Map(objects.map((object) => [nameKey(object.name), object]));
  const names = new Map(objects.map((object) => [object, identifiersIn(object.sql ?? object.name)]));
  const wanted = new Set(objects.filter(({ name }) => called.has(nameKey(name))));
  // Sets are walked in the order of their growth: what is added on the way is looked at as well.
  const roots = new Set([...byName.keys()].filter((name) => changed.has(name)));
  // A row put into these may delete another, and foreign keys act on that.
  for (const { name, sql } of wanted) if (settlesBy({ sql: sql ?? '' }, 'replace')) roots.add(nameKey(name));
  // A foreign key to the columns of a unique index stands on the index, and names only the table.
  for (const object of objects)
    if (roots.has(nameKey(object.name))) for (const table of indexedBy(object)) roots.add(table);
  const triggers = grouped(
    objects.filter(({ type }) => type === 'trigger'),
    (object) => tableOf(object),
  );
  // What a trigger does to other tables has effects of its own.
  const follow = (trigger: SchemaObject): void => {
    wanted.add(trigger);
    for (const name of names.get(trigger) ?? []) if (byName.has(name)) roots.add(name);
  };
  for (const { name } of wanted) for (const trigger of triggers.get(nameKey(name)) ?? []) follow(trigger);
  for (const root of roots) {
    for (const object of objects) {
      if (!names.get(object)?.has(root)) continue;
      wanted.add(object);
      if (object.type === 'view') roots.add(nameKey(object.name));
      if (object.type === 'trigger') follow(object);
    }
  }
  for (const object of wanted) {
    for (const name of names.get(object) ?? []) {
      const other = byName.get(name);
      if (other !== undefined) wanted.add(other);
    }
  }
  const tables = new Set([...wanted].map(({ name }) => nameKey(name)));
  return objects.filter(
    (object) => wanted.has(object) || indexedBy(object).some((table) => tables.has(table)),
  );
}

/** What a trigger is on, in lower case. */
function tableOf({ sql }: SchemaObject): string {
  const { lexemes } = statementOf(sql ?? '');
  return nameKey(targetAt(lexemes, lexemes.findIndex(({ word }) => word === 'on') + 1)?.name ?? '');
}

/** The table of a unique index, in lower case. */
function indexedBy({ type, sql }: SchemaObject): readonly string[] {
  const { lexemes } = statementOf(type === 'index' ? (sql ?? '') : '');
  if (lexemes[1]?.word !== 'unique') return [];
  const table = lexemes[lexemes.findIndex(({ word }) => word === 'on') + 1]?.name;
  return table === undefined ? [] : [nameKey(table)];
}

const adding: ReadonlySet<string> = new Set(['create', 'insert', 'select']);

/** What these make or fill is in the way of nothing that is there; but OR REPLACE deletes rows. */
function isAdding({ verb, lexemes }: Statement): boolean {
  return adding.has(verb) && !(verb === 'insert' && lexemes[2]?.word === 'replace');
}

function namesIn(statements: readonly string[]): ReadonlySet<string> {
  return new Set(statements.flatMap((sql) => [...identifiersIn(sql)]));
}
