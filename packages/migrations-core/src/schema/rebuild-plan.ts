// The statements of a rebuild, from the database as it is and the table as it is to be. Pure.
//
// The rows go to a table without types or constraints and come back into the new one under the old name. So the new table is
// never renamed: SQLite would then rewrite its text and look through every view and trigger. While it is away, deferred foreign
// keys wait for it, and guards keep from being done what a foreign key would do to the rows that point to it. Whatever has gone
// wrong on the way is found at the end and aborts the batch.
import { literalOf } from '@roostjs/internal-sql';
import { assertionOver, assertionThat } from '../assertion.ts';
import { type CopiedRows, rowidColumn } from './copied-rows.ts';
import { type CurrentSchema, columnsOf, tablesQuery } from './current-schema.ts';
import type { Dependants } from './dependants.ts';
import { type Count, countsOf, type Guard, guardsOf, guardTrigger, pointingTo } from './guards.ts';
import type { MadeObject } from './made-object.ts';
import { isSameName, quotedName } from './names.ts';
import { type ScratchNames, scratchNames } from './scratch-names.ts';
import { allConstraints, isGenerated, type TableDefinition } from './table-definition.ts';

export type Rebuild = {
  readonly schema: CurrentSchema;
  /** The table as it is. */
  readonly old: TableDefinition;
  /** The table as it is to be, under the same name. */
  readonly definition: TableDefinition;
  readonly rows: CopiedRows;
  readonly dependants: Dependants;
};

/** The tables whose foreign keys do something to their rows when the table is dropped; their triggers must not see it. */
export function quietTables(schema: CurrentSchema, table: string): readonly string[] {
  return [...new Set(guardsOf(pointingTo(schema, table)).map((guard) => guard.table))];
}

/** The tables whose foreign keys have to hold afterwards: this one and those that point to it. */
export function checkedTables(schema: CurrentSchema, table: string): readonly string[] {
  const others = pointingTo(schema, table).map((foreignKey) => foreignKey.table);
  return [table, ...new Set(others.filter((other) => !isSameName(other, table)))];
}

export function rebuildStatements(rebuild: Rebuild): readonly string[] {
  const { schema, old, definition, dependants } = rebuild;
  const table = old.name.name;
  const names = scratchNames(schema);
  const foreignKeys = pointingTo(schema, table);
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
    // Before the rows: a foreign key may point to a key that only an index makes unique.
    ...dependants.indexes.map(({ sql }) => sql),
    ...copyBack(names, rebuild),
    ...dropGuards(guards, table),
    ...dependants.viewsAndTriggers.map(({ sql }) => sql),
    ...assertRebuilt(names, rebuild, counts),
    `DROP TABLE ${quotedName(names.counts)}`,
    'PRAGMA defer_foreign_keys = OFF',
  ];
}

// Whoever changed the schema between the reading and this batch has changed what these statements are made from.
function assertAsRead(schema: CurrentSchema, table: string): readonly string[] {
  const texts = [table, ...quietTables(schema, table)].map((name) => {
    const read = schema.objects.filter((object) => isSameName(object.table, name)).map(({ sql }) => sql);
    const now = `SELECT group_concat(sql, char(10) ORDER BY rowid) AS now FROM sqlite_schema WHERE tbl_name = ${literalOf(name)} COLLATE NOCASE AND sql IS NOT NULL`;
    const message = `The schema of '${name}' has changed since the rebuild of '${table}' was planned`;
    return assertionOver(`(${now})`, `now = ${literalOf(read.join('\n'))}`, message, `'run it again'`);
  });
  const pointing = `SELECT count(*) AS n FROM (${tablesQuery}) AS s, pragma_foreign_key_list(s.name) AS f WHERE f."table" = ${literalOf(table)} COLLATE NOCASE`;
  const expected = pointingTo(schema, table).length;
  const message = `Other foreign keys point to '${table}' than when its rebuild was planned`;
  return [...texts, assertionOver(`(${pointing})`, `n = ${expected}`, message, `n || ', not ${expected}'`)];
}

const rowCount = 'rows';
const sequence = 'sequence';

function keepCounts(
  { counts: kept }: ScratchNames,
  { old }: Rebuild,
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

function dropObject({ type, name }: MadeObject): string {
  return `DROP ${type.toUpperCase()} ${quotedName(name)}`;
}

// Without types, so that each value stays what it is.
function copyAway({ rows: away }: ScratchNames, { old, rows }: Rebuild): readonly string[] {
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

function copyBack(
  { rows: away, counts }: ScratchNames,
  { old, definition, rows }: Rebuild,
): readonly string[] {
  const places = rows.columns.map((_, index) => `c${index}`);
  const numbers = rows.rowid === undefined ? [] : ['rowid'];
  const columns = [
    ...(rows.rowid === undefined ? [] : [rows.rowid.new]),
    ...rows.columns.map(({ name }) => quotedName(name)),
  ];
  return [
    `INSERT INTO ${quotedName(definition.name.name)} (${columns.join(', ')}) SELECT ${[...numbers, ...places].join(', ')} FROM ${quotedName(away)}`,
    ...(hasSequence(old) && hasSequence(definition) ? restoreSequence(counts, definition) : []),
    `DROP TABLE ${quotedName(away)}`,
  ];
}

// DROP TABLE has forgotten the highest number that the table ever gave.
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

// Those on the table itself went with it.
function dropGuards(
  guards: readonly (Guard & { readonly name: string })[],
  table: string,
): readonly string[] {
  return guards
    .filter((guard) => !isSameName(guard.table, table))
    .map(({ name }) => `DROP TRIGGER ${quotedName(name)}`);
}

function assertRebuilt(
  { counts: kept }: ScratchNames,
  rebuild: Rebuild,
  counts: readonly Count[],
): readonly string[] {
  const { schema, old, definition, dependants } = rebuild;
  const { name } = definition.name;
  const asBefore = (what: string, sql: string, message: string): string =>
    assertionOver(
      `(SELECT (${sql}) AS now, (SELECT n FROM ${quotedName(kept)} WHERE what = ${literalOf(what)}) AS before)`,
      'now = before',
      message,
      `now || ', not ' || before`,
    );
  return [
    asBefore(
      rowCount,
      `SELECT count(*) FROM ${quotedName(name)}`,
      `The rebuilt table '${name}' does not have as many rows as before`,
    ),
    assertColumns(definition),
    ...counts.map(({ what, sql, table }) =>
      asBefore(what, sql, `The rebuild of '${name}' has changed rows of '${table}'`),
    ),
    ...checkedTables(schema, old.name.name).map((table) =>
      assertionOver(
        `(SELECT count(*) AS n FROM pragma_foreign_key_check(${literalOf(table)}))`,
        'n = 0',
        `After the rebuild of '${name}' rows of '${table}' point to nothing`,
        'n',
      ),
    ),
    ...assertUsersWork(rebuild, dependants.users),
  ];
}

// What the reader has made of the definition is what SQLite has made of it.
function assertColumns(definition: TableDefinition): string {
  const read = definition.columns.map(({ name }) => name.name).join('\n');
  return assertionOver(
    `(SELECT group_concat(name, char(10) ORDER BY cid) AS now FROM pragma_table_xinfo(${literalOf(definition.name.name)}))`,
    `now = ${literalOf(read)}`,
    `The columns of the rebuilt table '${definition.name.name}' are not those that its definition was read to have`,
    `replace(now, char(10), ', ')`,
  );
}

// Explaining a statement compiles it, with the triggers that it would set off and the views that it reads, and runs nothing.
function assertUsersWork(rebuild: Rebuild, users: readonly MadeObject[]): readonly string[] {
  const statements = users.flatMap((object) => {
    if (object.type === 'index') return [];
    if (object.type === 'view') return [`SELECT * FROM ${quotedName(object.name)}`];
    const target = quotedName(object.table);
    if (object.event === 'DELETE') return [`DELETE FROM ${target}`];
    if (object.event === 'INSERT') return [`INSERT INTO ${target} DEFAULT VALUES`];
    const columns = writableColumns(rebuild, object.table).map(quotedName);
    // The columns of a view are not known.
    return columns.length === 0
      ? []
      : [`UPDATE ${target} SET ${columns.map((it) => `${it} = ${it}`).join(', ')}`];
  });
  return [...new Set(statements)].map((sql) => assertionThat(`EXPLAIN QUERY PLAN ${sql}`));
}

function writableColumns({ schema, definition }: Rebuild, table: string): readonly string[] {
  if (isSameName(table, definition.name.name)) {
    return definition.columns.filter((column) => !isGenerated(column)).map(({ name }) => name.name);
  }
  return columnsOf(schema, table)
    .filter((column) => !column.isGenerated)
    .map(({ name }) => name);
}
