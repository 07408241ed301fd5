// The same rebuild by SQLite's own procedure, which D1 does not allow: foreign keys off, a new table, a rename
// (https://sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes). What it leaves is what ours has to leave.
import type { Database } from 'better-sqlite3';
import { isKept, type StoredValue, storedValuesQuery } from '../stored-values.ts';
import type { Wish } from './change.ts';
import { createTable, q, type Table } from './schema.ts';

/** Throws what SQLite has against it, or that a column without an expression of its own would hold other values; then nothing has changed. */
export function rebuildByTheBook(sqlite: Database, old: Table, { table, filled, rebuild }: Wish): void {
  const objects = sqlite
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid",
    )
    .pluck()
    .all(old.name) as string[];
  const sequence = old.key === 'counted' ? sequenceOf(sqlite, old.name) : undefined;
  const numbers =
    old.withoutRowid || old.key === 'rowid' || old.key === 'counted' ? [] : [['rowid', 'rowid']];
  const columns = [
    ...numbers,
    ...Object.entries(filled).map(([name, expression]) => [q(name), `(${expression}\n)`]),
  ];
  sqlite.exec('PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; BEGIN');
  try {
    sqlite.exec(createTable({ ...table, name: 'by the book' }));
    sqlite.exec(
      `INSERT INTO "by the book" (${columns.map(([name]) => name).join(', ')}) SELECT ${columns.map(([, expression]) => expression).join(', ')} FROM ${q(old.name)}`,
    );
    for (const [name, expression] of Object.entries(filled)) {
      if (rebuild.copy?.[name] === undefined)
        expectKept(sqlite, [q(old.name), expression], ['"by the book"', q(name)]);
    }
    sqlite.exec(`DROP TABLE ${q(old.name)}; ALTER TABLE "by the book" RENAME TO ${q(old.name)}`);
    for (const sql of objects) sqlite.exec(sql);
    if (sequence !== undefined) {
      sqlite.prepare('UPDATE sqlite_sequence SET seq = ? WHERE name = ?').run(sequence, old.name);
    }
    sqlite.exec('COMMIT');
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  } finally {
    sqlite.exec('PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF');
  }
}

type Place = readonly [table: string, column: string];

function expectKept(sqlite: Database, before: Place, now: Place): void {
  const [old, made] = [before, now].map(
    (place) => sqlite.prepare(storedValuesQuery(...place)).all() as StoredValue[],
  );
  const changed = old?.findIndex((value, index) => !isKept(value, made?.[index] as StoredValue)) ?? -1;
  if (changed >= 0) throw new Error(`${now[1]} would hold another value than ${old?.[changed]?.digits}.`);
}

function sequenceOf(sqlite: Database, table: string): unknown {
  return sqlite.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table);
}
