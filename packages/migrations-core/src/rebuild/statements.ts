// The statements of a rebuild, from the current schema and the new definition. Pure.
//
// The rows are copied to a table without types or constraints, and then into the new table under the old name. So the
// new table is never renamed: SQLite would then rewrite its text and check every view and trigger. While the table
// does not exist, deferred foreign keys wait for it, and guards prevent the ON DELETE actions of those that refer to
// it. If anything went wrong, the assertions at the end abort the batch.
import { isSameName, literalOf, quotedName } from '@roostjs/internal-sql';
import { assertAsRead, assertRebuilt, rowCount } from './checks.ts';
import { rowidColumn } from './copy-columns.ts';
import { type Count, countsOf, type Guard, guardsOf, guardTrigger, referencesTo } from './guards.ts';
import { assertValuesKept } from './kept-values.ts';
import type { ParsedObject } from './parse-object.ts';
import { allConstraints, type TableDefinition } from './parse-table.ts';
import { type TempNames, tempNames } from './temp-names.ts';
import type { PlannedRebuild } from './types.ts';

export function rebuildStatements(rebuild: PlannedRebuild): readonly string[] {
  const { schema, old, definition, dependants } = rebuild;
  const table = old.name.name;
  const names = tempNames(schema);
  const foreignKeys = referencesTo(schema, table);
  const counts = countsOf(
    schema,
    foreignKeys.filter((foreignKey) => !isSameName(foreignKey.table, table)),
  );
  const guards = guardsOf(foreignKeys).map((guard, index) => ({ ...guard, name: names.guard(index) }));
  return [
    ...assertAsRead(schema, table),
    'PRAGMA defer_foreign_keys = ON',
    ...keepCounts(names, rebuild, counts),
    ...dependants.dropped.map(dropObject),
    ...copyAway(names, rebuild),
    ...guards.map((guard) => guardTrigger(guard.name, guard)),
    `DROP TABLE ${quotedName(table)}`,
    definition.sql,
    // Before the rows: a foreign key may refer to a key that only an index makes unique.
    ...dependants.indexes.map(({ sql }) => sql),
    ...copyBack(names, rebuild),
    ...dropGuards(guards, table),
    ...dependants.viewsAndTriggers.map(({ sql }) => sql),
    ...assertRebuilt(names.counts, rebuild, counts),
    `DROP TABLE ${quotedName(names.counts)}`,
    'PRAGMA defer_foreign_keys = OFF',
  ];
}

const sequence = 'sequence';

function keepCounts(
  { counts: kept }: TempNames,
  { old }: PlannedRebuild,
  counts: readonly Count[],
): readonly string[] {
  const table = old.name.name;
  const values = [
    [rowCount, `SELECT count(*) FROM ${quotedName(table)}`],
    ...(hasSequence(old)
      ? [[sequence, `SELECT seq FROM sqlite_sequence WHERE name = ${literalOf(table)}`]]
      : []),
    ...counts.map(({ what, sql }) => [what, sql]),
  ].map(([what, sql]) => `(${literalOf(what ?? '')}, (${sql}))`);
  return [
    `CREATE TABLE ${quotedName(kept)} (what PRIMARY KEY, n)`,
    `INSERT INTO ${quotedName(kept)} VALUES ${values.join(', ')}`,
  ];
}

function dropObject({ type, name }: ParsedObject): string {
  return `DROP ${type.toUpperCase()} ${quotedName(name)}`;
}

// Without column types, so that no value is converted.
function copyAway({ rows: away }: TempNames, { old, rows }: PlannedRebuild): readonly string[] {
  const places = rows.columns.map((_, index) => `c${index}`);
  const numbers = rows.rowid === undefined ? [] : ['rowid'];
  const values = [
    ...(rows.rowid === undefined ? [] : [rows.rowid.old]),
    ...rows.columns.map(({ expression }) => expression),
  ];
  return [
    `CREATE TABLE ${quotedName(away)} (${places.length === 0 ? 'c0' : places.join(', ')})`,
    `INSERT INTO ${quotedName(away)} (${[...numbers, ...places].join(', ')}) SELECT ${values.join(', ')} FROM ${quotedName(old.name.name)}`,
  ];
}

function copyBack({ rows: away, counts }: TempNames, rebuild: PlannedRebuild): readonly string[] {
  const { old, definition, rows } = rebuild;
  const places = rows.columns.map((_, index) => `c${index}`);
  const numbers = rows.rowid === undefined ? [] : ['rowid'];
  const columns = [
    ...(rows.rowid === undefined ? [] : [rows.rowid.new]),
    ...rows.columns.map(({ name }) => quotedName(name)),
  ];
  return [
    `INSERT INTO ${quotedName(definition.name.name)} (${columns.join(', ')}) SELECT ${[...numbers, ...places].join(', ')} FROM ${quotedName(away)} ORDER BY rowid`,
    ...assertValuesKept(away, rebuild),
    ...(hasSequence(old) && hasSequence(definition) ? restoreSequence(counts, definition) : []),
    `DROP TABLE ${quotedName(away)}`,
  ];
}

// DROP TABLE deletes the counter, which holds the highest number that the table ever used.
function restoreSequence(counts: string, definition: TableDefinition): readonly string[] {
  const { name } = definition.name;
  const number = quotedName(rowidColumn(definition)?.name.name ?? 'rowid');
  const highest = `coalesce((SELECT max(${number}) FROM ${quotedName(name)}), 0)`;
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${literalOf(name)}`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${literalOf(name)}, max(n, ${highest}) FROM ${quotedName(counts)} WHERE what = '${sequence}' AND n IS NOT NULL`,
  ];
}

function hasSequence(definition: TableDefinition): boolean {
  return allConstraints(definition).some(({ autoincrement }) => autoincrement);
}

// Guards on the table itself were dropped with it.
function dropGuards(
  guards: readonly (Guard & { readonly name: string })[],
  table: string,
): readonly string[] {
  return guards
    .filter((guard) => !isSameName(guard.table, table))
    .map(({ name }) => `DROP TRIGGER ${quotedName(name)}`);
}
