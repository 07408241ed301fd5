// What a rebuild asserts in its batch: at its start, that the schema is the one that was read; at its end, that
// nothing was lost or broken. Pure.
import { isSameName, literalOf, quotedName } from '@roostjs/internal-sql';
import { assertionOver, assertionThat } from '../database/assertion.ts';
import { assertSchema } from '../database/schema-assertion.ts';
import { type CurrentSchema, columnsOf, tablesQuery, userObjectsFilter } from './current-schema.ts';
import { type Count, referencesTo } from './guards.ts';
import type { ParsedObject } from './parse-object.ts';
import { isGenerated, type TableDefinition } from './parse-table.ts';
import { checkedTables, type PlannedRebuild, tablesWithDisabledTriggersIn } from './types.ts';

/** The key of the table's own row count. */
export const rowCount = 'rows';

/** Aborts the batch if the schema has changed since it was read, because the statements depend on it. */
export function assertAsRead(schema: CurrentSchema, table: string): readonly string[] {
  const planned = `since the rebuild of '${table}' was planned`;
  const tables = [table, ...tablesWithDisabledTriggersIn(schema, table)].flatMap((name) =>
    assertSchema(
      {
        scope: `s.tbl_name = ${literalOf(name)} COLLATE NOCASE`,
        objects: schema.objects.filter((object) => isSameName(object.table, name)),
      },
      `The schema of '${name}' has changed ${planned}`,
      planAgain,
    ),
  );
  const viewsAndTriggers = {
    scope: `s.type IN ('view', 'trigger') AND ${userObjectsFilter}`,
    objects: schema.objects.filter(({ type }) => type === 'view' || type === 'trigger'),
  };
  const keys = referencesTo(schema, table).map(
    (key) => `${key.table} ${key.from} ${key.to ?? ''} ${key.onDelete}`,
  );
  return [
    ...tables,
    ...assertSchema(viewsAndTriggers, `Views or triggers have changed ${planned}`, planAgain),
    assertionOver(
      `(SELECT group_concat(s.name || ' ' || f."from" || ' ' || coalesce(f."to", '') || ' ' || f.on_delete, char(10) ORDER BY s.place, f.id, f.seq) AS now FROM (${tablesQuery}) AS s, pragma_foreign_key_list(s.name) AS f WHERE f."table" = ${literalOf(table)} COLLATE NOCASE)`,
      `coalesce(now, '') = ${literalOf(keys.join('\n'))}`,
      `The foreign keys that point to '${table}' have changed since its rebuild was planned`,
      literalOf(planAgain),
    ),
  ];
}

// Also the hint of an exported file, which wrangler runs.
const planAgain = 'roost migrate plans it again';

/** `kept` is the table with the counts from before. */
export function assertRebuilt(
  kept: string,
  rebuild: PlannedRebuild,
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
        `After the rebuild of '${name}', rows of '${table}' violate a foreign key`,
        'n',
      ),
    ),
    ...assertUsersWork(rebuild, dependants.users),
  ];
}

// Asserts that SQLite reads the definition as our parser does.
function assertColumns(definition: TableDefinition): string {
  const read = definition.columns.map(({ name }) => name.name).join('\n');
  return assertionOver(
    `(SELECT group_concat(name, char(10) ORDER BY cid) AS now FROM pragma_table_xinfo(${literalOf(definition.name.name)}))`,
    `now = ${literalOf(read)}`,
    `The columns of the rebuilt table '${definition.name.name}' differ from those read from its definition`,
    `replace(now, char(10), ', ')`,
  );
}

// EXPLAIN compiles a statement, with the triggers that it fires and the views that it reads, and runs nothing.
function assertUsersWork(rebuild: PlannedRebuild, users: readonly ParsedObject[]): readonly string[] {
  const statements = users.flatMap((object) => {
    if (object.type === 'index') return [];
    if (object.type === 'view') return [`SELECT * FROM ${quotedName(object.name)}`];
    const target = quotedName(object.table);
    if (object.event === 'DELETE') return [`DELETE FROM ${target}`];
    if (object.event === 'INSERT') return [`INSERT INTO ${target} DEFAULT VALUES`];
    const columns = writableColumns(rebuild, object.table).map(quotedName);
    // The columns of a view are not known here.
    return columns.length === 0
      ? []
      : [`UPDATE ${target} SET ${columns.map((it) => `${it} = ${it}`).join(', ')}`];
  });
  return [...new Set(statements)].map((sql) => assertionThat(`EXPLAIN QUERY PLAN ${sql}`));
}

function writableColumns({ schema, definition }: PlannedRebuild, table: string): readonly string[] {
  if (isSameName(table, definition.name.name)) {
    return definition.columns.filter((column) => !isGenerated(column)).map(({ name }) => name.name);
  }
  return columnsOf(schema, table)
    .filter((column) => !column.isGenerated)
    .map(({ name }) => name);
}
