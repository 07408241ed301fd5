// Which objects of a schema statements can have to do with, so that a scratch database need not hold all of a large one.
import { identifiersIn, nameKey, type Statement, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../../database/schema.ts';
import { namesIn, type ObjectsByName, tableOf } from '../../database/schema-index.ts';
import { isVirtual } from '../../database/shadow-tables.ts';
import { settlesBy } from './schema.ts';

/**
 * What the statements name; where they change or take away something, what names that (indexes, triggers, tables with a foreign
 * key, views and what names these); and whatever all of it names in turn. A name stands for everything that is called so, so that this is too much and never too little.
 * In no order. Where the statements only make and fill, it costs what they name and what that stands on; where they only make, no
 * further than to the tables that a foreign key leads to.
 */
export function relevantObjects<T extends SchemaObject>(
  index: ObjectsByName<T>,
  statements: readonly string[],
): ReadonlySet<T> {
  const changed = namesOf(statements.filter((sql) => !isAdding(statementOf(sql))));
  // Sets are walked in the order of their growth: what is added on the way is looked at as well.
  const wanted = new Set([...namesOf(statements)].flatMap((name) => index.named(name)));
  const roots = new Set([...changed].filter((name) => index.has(name)));
  // A row put into these may delete another, and foreign keys act on that.
  for (const { name, sql } of wanted) if (settlesBy({ sql: sql ?? '' }, 'replace')) roots.add(nameKey(name));
  // A foreign key to the columns of a unique index stands on the index, and names only the table.
  for (const root of roots)
    for (const object of index.named(root))
      if (object.type === 'index') for (const table of tableOf(object)) roots.add(table);
  // What a trigger does to other tables has effects of its own.
  const follow = (trigger: T): void => {
    wanted.add(trigger);
    for (const name of namesIn(trigger)) if (index.has(name)) roots.add(name);
  };
  for (const { name } of wanted) for (const trigger of index.triggersOn(name)) follow(trigger);
  for (const root of roots) {
    for (const object of index.naming(root)) {
      wanted.add(object);
      if (object.type === 'view') roots.add(nameKey(object.name));
      if (object.type === 'trigger') follow(object);
    }
  }
  // What only makes something acts on no row: of the tables that a foreign key leads to, none is asked for its own.
  const isMaking = statements.every((sql) => statementOf(sql).verb === 'create');
  const direct = new Set(wanted);
  for (const object of wanted) {
    if (isMaking && !direct.has(object) && isOrdinaryTable(object)) continue;
    for (const name of namesIn(object)) for (const other of index.named(name)) wanted.add(other);
  }
  return new Set([...wanted, ...[...wanted].flatMap(({ name }) => index.uniqueIndexesOn(name))]);
}

function isOrdinaryTable(object: SchemaObject): boolean {
  return object.type === 'table' && !isVirtual(object);
}

const adding: ReadonlySet<string> = new Set(['create', 'insert', 'select']);

/** What these make or fill is in the way of nothing that is there; but OR REPLACE deletes rows. */
function isAdding({ verb, lexemes }: Statement): boolean {
  return adding.has(verb) && !(verb === 'insert' && lexemes[2]?.word === 'replace');
}

function namesOf(statements: readonly string[]): ReadonlySet<string> {
  return new Set(statements.flatMap((sql) => [...identifiersIn(sql)]));
}
