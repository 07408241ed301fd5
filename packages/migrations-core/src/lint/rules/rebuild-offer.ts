// How to rebuild a table and keep what refers to it: by a call, or in SQL, where nothing can be called.
import { isSameName, literalOf, quotedName } from '@roostjs/internal-sql';
import { guardsOf, guardTrigger } from '../../rebuild/guards.ts';
import { inOrder, type Schema, type Table, tableIn } from '../trace/schema.ts';
import type { IsTaken, Setting } from '../trace/trace.ts';
import { sqlName } from './wording.ts';

/** With the definition that the table has in `to`; if it is not there, with a placeholder. `from`: as it is found. */
export function rebuildAs(table: string, from: Schema, to: Schema, { isTaken, isSql }: Setting): string {
  const definition = tableIn(to, table)?.sql ?? `CREATE TABLE ${sqlName(table)} (…)`;
  return isSql ? rebuildInSql(table, definition, from, to, isTaken) : rebuildCall(table, definition);
}

/** Where the function is, for a suggestion that only names it. */
export function rebuildTableIn({ isSql }: Pick<Setting, 'isSql'>): string {
  return isSql
    ? 'rebuildTable of @roostjs/cli/schema, in a .ts migration'
    : 'rebuildTable of @roostjs/cli/schema';
}

function rebuildCall(table: string, definition: string): string {
  return [
    "import { rebuildTable } from '@roostjs/cli/schema'; // or @roostjs/migrations-core/schema",
    '',
    `await rebuildTable(db, {`,
    `  table: '${table.replace(/[\\']/g, '\\$&')}',`,
    `  create: \`${definition.replace(/[\\`$]/g, '\\$&')}\`,`,
    '});',
  ].join('\n');
}

/**
 * As rebuildTable does it: the rows wait in another table, triggers ignore what foreign keys would do, and the new table is
 * created under the old name, since deferred foreign keys do not wait for one that is renamed.
 */
function rebuildInSql(table: string, definition: string, from: Schema, to: Schema, isTaken: IsTaken): string {
  const [name, rows] = [sqlName(table), sqlName(freeName(`${table}_rows`, isTaken))];
  const [found, made] = [tableIn(from, table), tableIn(to, table)];
  const list = sharedColumns(found, made ?? found)
    .map(sqlName)
    .join(', ');
  const guards = triggersFor(table, from, isTaken);
  const counter =
    counts(found) && counts(made ?? found) ? sqlName(freeName(`${table}_counter`, isTaken)) : null;
  const dependants = inOrder(
    [...to.objectsOn(table)].filter(({ type, sql }) => type !== 'table' && sql !== null),
  );
  return [
    '-- keep the rows aside, let triggers ignore what foreign keys do, and create the table under its own name:',
    'PRAGMA defer_foreign_keys = ON;',
    `CREATE TABLE ${rows} AS SELECT * FROM ${name};`,
    ...(counter === null
      ? []
      : [`CREATE TABLE ${counter} AS SELECT seq FROM sqlite_sequence WHERE name = ${literalOf(table)};`]),
    ...guards.map(({ sql }) => `${sql};`),
    `DROP TABLE ${name};`,
    `${definition};`,
    `INSERT INTO ${name} (${list}) SELECT ${list} FROM ${rows};`,
    `DROP TABLE ${rows};`,
    ...(counter === null ? [] : restoredCounter(table, counter)),
    ...guards.map((guard) => `DROP TRIGGER ${sqlName(guard.name)};`),
    ...dependants.map(({ sql }) => `${sql};`),
    '-- or, in a .ts migration: rebuildTable of @roostjs/cli/schema, which also checks that nothing is lost',
  ].join('\n');
}

function restoredCounter(table: string, counter: string): readonly string[] {
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${literalOf(table)};`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${literalOf(table)}, seq FROM ${counter};`,
    `DROP TABLE ${counter};`,
  ];
}

function sharedColumns(found: Table | undefined, made: Table | undefined): readonly string[] {
  const stored = (made?.columns ?? []).filter(({ isGenerated }) => !isGenerated);
  const names = stored.filter(({ name }) => found?.columns.some((own) => isSameName(own.name, name)));
  return names.length === 0 ? ['…'] : names.map(({ name }) => name);
}

function counts(table: Table | undefined): boolean {
  return /\bautoincrement\b/i.test(table?.sql ?? '');
}

/** One for each other table whose rows a foreign key would change. */
function triggersFor(
  table: string,
  schema: Schema,
  isTaken: IsTaken,
): readonly { readonly name: string; readonly sql: string }[] {
  const keys = schema
    .referringTo(table)
    .filter(({ name }) => !isSameName(name, table))
    .flatMap(({ name, foreignKeys }) =>
      foreignKeys
        .filter(({ parent }) => isSameName(parent, table))
        .map(({ onDelete }) => ({ table: name, onDelete })),
    );
  return guardsOf(keys).map((guard) => {
    const name = freeName(`keep_${guard.event === 'DELETE' ? '' : 'keys_of_'}${guard.table}`, isTaken);
    return {
      name,
      sql: guardTrigger(name, guard)
        .replace(quotedName(name), sqlName(name))
        .replace(quotedName(guard.table), sqlName(guard.table)),
    };
  });
}

function freeName(usual: string, isTaken: IsTaken): string {
  let name = usual;
  for (let number = 2; isTaken(name); number += 1) name = `${usual}_${number}`;
  return name;
}
