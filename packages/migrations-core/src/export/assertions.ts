// What an exported file asserts before anything of its migration runs. The messages have no quotes, because SQLite would
// show them doubled.
import { quotedText } from '@roostjs/internal-sql';
import { assertionOver } from '../database/assertion.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { assertSchema } from '../database/schema-assertion.ts';
import { isShadow, type KnownTable } from '../database/shadow-tables.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { isUserObject } from '../ledger/schema-query.ts';

/** Asserts that the ledger has every earlier migration that has no file, because wrangler would pass it over. */
export function assertApplied(
  { table }: LedgerSettings,
  name: string,
  omitted: readonly string[],
): readonly string[] {
  if (omitted.length === 0) return [];
  const rows = omitted.map((one) => `(${quotedText(one)})`).join(', ');
  const missing = `SELECT group_concat(column1, ', ') AS missing FROM (VALUES ${rows}) WHERE column1 NOT IN (SELECT migration FROM "${table}" WHERE state = 'applied')`;
  return [
    assertionOver(
      `(${missing})`,
      'missing IS NULL',
      `${name} comes after what only roost migrate can apply`,
      'missing',
    ),
  ];
}

/** Asserts that the database has the schema of this one, in which the migration has read it. */
export async function assertSchemaOf(
  database: SqlDatabase,
  settings: LedgerSettings,
  name: string,
): Promise<readonly string[]> {
  const isOwn = isUserObject(settings, 's');
  const { results } = await database
    .prepare(
      `SELECT s.type, s.name, s.sql, t.type AS kind FROM sqlite_schema AS s LEFT JOIN pragma_table_list AS t ON t.name = s.name AND s.type = 'table' WHERE ${isOwn} AND s.sql IS NOT NULL ORDER BY s.rowid`,
    )
    .all<SchemaObject & KnownTable>();
  // Their texts depend on the version of SQLite.
  const shadows = results.filter((object) => isShadow(object, results));
  const names = shadows.map((object) => quotedText(object.name)).join(', ');
  const scope = names === '' ? isOwn : `${isOwn} AND s.name NOT IN (${names})`;
  const objects = results.filter((object) => !shadows.includes(object));
  return assertSchema(
    { scope, objects },
    `${name} was exported for another schema`,
    'roost migrate can apply it',
  );
}
