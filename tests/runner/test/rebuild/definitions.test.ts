// Definitions that SQLite accepts, however odd: an unchanged one stays as it is to the letter, and a change of
// one column changes that column alone.
import type { SqlDatabase } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import { describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../support/database.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

const definitions = [
  'CREATE TABLE t (a)',
  'CREATE TABLE t(a,b,c)',
  'CREATE TABLE t ("a b" "my type" (1, -2.5), [c] VARCHAR(10) , `d``e` UNSIGNED BIG INT, \'f\' \'text\')',
  'CREATE TABLE t (a INTEGER CONSTRAINT k PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT, b INT NOT NULL ON CONFLICT IGNORE NULL)',
  'CREATE TABLE t (a INTEGER PRIMARY KEY DESC, b)',
  "CREATE TABLE t (a DEFAULT -1, b DEFAULT +1.5e3, c DEFAULT 'x,(y', d DEFAULT (1 + (2)), e DEFAULT current_timestamp, f DEFAULT x'00', g DEFAULT NULL, h DEFAULT word, i DEFAULT \"quoted\")",
  "CREATE TABLE t (a CHECK (a <> ')' AND b IN (1, 2)), b CONSTRAINT c1 CHECK (b > 0) CONSTRAINT c2, c CONSTRAINT alone)",
  'CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE ON CONFLICT ABORT, b TEXT COLLATE "RTRIM" NOT NULL DEFAULT 1)',
  'CREATE TABLE t (a INTEGER PRIMARY KEY, b GENERATED ALWAYS AS (a * 2), c INT AS (a + 1) STORED, d TEXT GENERATED ALWAYS AS (c) VIRTUAL NOT NULL)',
  'CREATE TABLE t (generated TEXT, always INT, key, action, "primary", no, match, row, rowid)',
  'CREATE TABLE t (a INTEGER PRIMARY KEY REFERENCES t, b REFERENCES t (a) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE, c REFERENCES t (a) DEFERRABLE NOT NULL DEFAULT 1)',
  'CREATE TABLE t (a, b, PRIMARY KEY (a COLLATE NOCASE DESC, b) ON CONFLICT FAIL, UNIQUE (b, a), CHECK (a) , CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t (a, b) DEFERRABLE INITIALLY DEFERRED)',
  'CREATE TABLE t (a, b, UNIQUE (a) UNIQUE (b) CHECK (a > b) CONSTRAINT x CHECK (1) CONSTRAINT y)',
  'CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a AUTOINCREMENT))',
  'CREATE TABLE t (a TEXT PRIMARY KEY, b INT) WITHOUT ROWID, STRICT',
  'CREATE TABLE t (a TEXT PRIMARY KEY, b ANY) STRICT,WITHOUT/**/ROWID',
  'CREATE TABLE t (\n  a, -- a, b (c\n  /* ), */ b\n  -- the end\n)',
  'CREATE TABLE t (ä TEXT, 日本 INT, "🙂" TEXT)',
  'CREATE TABLE "it\'s ""t"", [x]" (a, "a, b", "--", "/*")',
] as const;

async function definitionOf(database: SqlDatabase): Promise<{ name: string; sql: string }> {
  const row = await database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    .first<{ name: string; sql: string }>();
  return row ?? { name: '', sql: '' };
}

async function columnsOf(database: SqlDatabase, table: string) {
  const { results } = await database
    .prepare(
      `SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo('${table.replaceAll("'", "''")}')`,
    )
    .all<Record<string, unknown>>();
  return results;
}

describe.each(definitions)('%s', (text) => {
  it('is unchanged to the letter', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.prepare(text).run();
    const { name, sql } = await definitionOf(database);
    await rebuildTable(database, { table: name, change: {} });
    expect((await definitionOf(database)).sql).toBe(sql);
    await rebuildTable(database, { table: name, create: sql });
    expect((await definitionOf(database)).sql).toBe(sql);
  });

  it('has the default of one column changed, and nothing else', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.prepare(text).run();
    const { name } = await definitionOf(database);
    const before = await columnsOf(database, name);
    for (const [index, column] of before.entries()) {
      if (column['hidden'] !== 0) continue;
      const change = { columns: { [String(column['name'])]: { default: "'new'" } } };
      await rebuildTable(database, { table: name, change });
      before[index] = { ...column, dflt_value: "'new'" };
      expect(await columnsOf(database, name)).toEqual(before);
    }
  });

  it('has one column renamed, wherever it is named, and nothing else', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.prepare(text).run();
    const { name, sql } = await definitionOf(database);
    for (const column of await columnsOf(database, name)) {
      const [old, renamed] = [String(column['name']), 'an "other" name'];
      await rebuildTable(database, { table: name, rename: { [old]: renamed } });
      await rebuildTable(database, { table: name, rename: { [renamed]: old } });
    }
    // SQLite's own RENAME COLUMN decides: it finds every mention, and fails to read the text if ours has missed one.
    const [first] = await columnsOf(database, name);
    const ours = (await definitionOf(database)).sql;
    expect(unquoted(ours)).toBe(unquoted(sql));
    await database
      .prepare(`ALTER TABLE "${name.replaceAll('"', '""')}" RENAME COLUMN "${first?.['name']}" TO "z"`)
      .run();
  });
});

/** Without the quotes of names, which a renamed column has and the original may not have. */
function unquoted(sql: string): string {
  return sql.replace(/["`[\]']/g, '');
}
