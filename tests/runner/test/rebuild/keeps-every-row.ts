// One proof for every database: rebuilding a table and rebuilding it back keeps every row of every table.
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { createMigrator, type SqlDatabase } from '@roostjs/migrations-core';
import { expect } from 'vitest';
import { sqlMigration } from '../support/migrations.ts';
import { type Content, contentOf } from './content.ts';
import { rebuilding } from './rebuilding.ts';
import { type Action, clauseOf, type Shape } from './shapes.ts';

export async function expectRowsKept(database: SqlDatabase, shape: Shape, action: Action): Promise<void> {
  const migrations = {
    '1_made': sqlMigration(shape.sql(clauseOf(action))),
    '2_rebuilt': rebuilding(shape.table),
  };
  const migrator = createMigrator({ database, migrations, rules: brokenRule });
  await migrator.migrate({ to: '1_made' });
  const before = await contentOf(database);
  await migrator.migrate();
  expectRebuilt(shape, before, await contentOf(database));
  await migrator.rollback();
  expect(await contentOf(database)).toEqual(before);
}

/** What the rebuild has changed is what it should, and nothing else. */
export function expectRebuilt(shape: Pick<Shape, 'table'>, before: Content, after: Content): void {
  expect(after.tables).toEqual(
    before.tables.map((table) => (table.name === shape.table ? rebuilt(table) : table)),
  );
  expect(others(after, shape.table)).toEqual(others(before, shape.table));
}

function rebuilt({ name, rows }: Content['tables'][number]): Content['tables'][number] {
  const places = Object.keys(rows[0] ?? {}).filter((key) => key !== 'number' && key !== 'types');
  return { name, rows: rows.map((row) => rebuiltRow(row, places)) };
}

function rebuiltRow(row: Readonly<Record<string, unknown>>, places: readonly string[]) {
  const types = String(row['types']).split(' ').with(places.indexOf('n'), 'text');
  const changed: Record<string, unknown> = { ...row, n: row['n'] ?? '?', more: 7 };
  if ('said' in row) changed['said'] = changed['n'];
  return { ...changed, types: [...types, 'integer'].join(' ') };
}

function others({ schema }: Content, table: string): readonly string[] {
  const quoted = table.replaceAll('"', '""');
  return schema.filter(
    (sql) => !sql.startsWith(`CREATE TABLE ${table} `) && !sql.startsWith(`CREATE TABLE "${quoted}" `),
  );
}
