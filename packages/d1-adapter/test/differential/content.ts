// The content of a database: the schema, and every row with the types of its values.

import type { D1Database } from '../../src/d1.ts';
import { all, type Call, outcomeOf } from '../conformance/call.ts';
import type { Table } from './draft.ts';

type SchemaRow = { readonly type: string; readonly name: string };

const ownSchema =
  "FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/** The tables and views with their columns; a view that cannot be read has none. */
export async function tablesOf(db: D1Database): Promise<readonly Table[]> {
  const { results } = await db.prepare(`SELECT type, name ${ownSchema} ORDER BY name`).all<SchemaRow>();
  const tables: Table[] = [];
  for (const { type, name } of results) {
    if (type !== 'table' && type !== 'view') continue;
    tables.push({ name: quoted(name), kind: type, columns: await columnsOf(db, name) });
  }
  return tables;
}

/** The calls that read all content of these tables. */
export function contentCalls(tables: readonly Table[]): readonly Call[] {
  const rows = tables.map(({ name, columns }) => {
    const values = columns.map(
      (column, index) => `typeof(${column}) AS t${index}, quote(${column}) AS q${index}`,
    );
    return all(`SELECT ${values.join(', ')} FROM ${name}`);
  });
  return [all(`SELECT type, name, tbl_name, sql ${ownSchema}`), ...rows];
}

async function columnsOf(db: D1Database, table: string): Promise<readonly string[]> {
  const outcome = await outcomeOf(db, all(`PRAGMA table_xinfo(${quoted(table)})`));
  if (outcome.kind === 'error') return [];
  const { results } = outcome.value as { readonly results: readonly { readonly name: string }[] };
  return results.map(({ name }) => quoted(name));
}

function quoted(name: string): string {
  return /^\w+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
