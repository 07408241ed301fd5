// Runs every PRAGMA of SQLite and its documentation, in every form, on D1 and on the local driver.

import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { all } from '../conformance/call.ts';
import { isEqual, onBoth, type Pair, textOf } from './both.ts';

// sqlite.org/pragma.html also has these, which better-sqlite3 is built without.
const documented = [
  'case_sensitive_like',
  'count_changes',
  'data_store_directory',
  'default_cache_size',
  'empty_result_callbacks',
  'full_column_names',
  'incremental_vacuum',
  'parser_trace',
  'short_column_names',
  'stats',
  'temp_store_directory',
  'vdbe_addoptrace',
  'vdbe_debug',
  'vdbe_listing',
  'vdbe_trace',
];

const forms: readonly ((name: string) => string)[] = [
  (name) => `PRAGMA ${name}`,
  (name) => `PRAGMA ${name.toUpperCase()}`,
  (name) => `PRAGMA ${name} = 1`,
  (name) => `PRAGMA ${name} = off`,
  (name) => `PRAGMA ${name} = 'nope'`,
  (name) => `PRAGMA ${name}(t)`,
  (name) => `PRAGMA ${name}(0)`,
  (name) => `PRAGMA main.${name}`,
  (name) => `PRAGMA main.${name}(i)`,
  (name) => `PRAGMA temp.${name}`,
  (name) => `PRAGMA nope.${name}`,
  (name) => `SELECT * FROM pragma_${name}`,
  (name) => `SELECT * FROM pragma_${name}('t')`,
];

const setup = [
  'CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT UNIQUE, u REFERENCES t)',
  'CREATE INDEX i ON t (u)',
].map((sql) => all(sql));

it('every PRAGMA has the same outcome', async () => {
  const texts = pragmaNames().flatMap((name) => forms.map((form) => form(name)));
  const pairs = await onBoth([...setup, ...texts.map((sql) => all(sql))]);
  const unequal = pairs.filter((pair) => !isEqual(pair.d1, pair.local) && !isKnown(pair));
  expect(
    unequal.map(({ call, d1, local }) => [textOf(call), JSON.stringify(d1), JSON.stringify(local)]),
  ).toEqual([]);
}, 60_000);

/** A row of ../differences/differences.ts. */
function isKnown({ call, d1, local }: Pair): boolean {
  const text = textOf(call);
  if (/\btable_list/i.test(text) || /pragma_table_list$/.test(text)) return true;
  if (!text.startsWith('SELECT')) return false;
  // The messages, if both reject it, and a missing or wrong argument.
  return d1.kind === 'error' && (local.kind === 'error' || /not authorized/.test(d1.message));
}

function pragmaNames(): readonly string[] {
  const sqlite = new SqliteDatabase(':memory:');
  const names = sqlite.prepare('SELECT name FROM pragma_pragma_list').pluck().all() as string[];
  sqlite.close();
  return [...new Set([...names, ...documented, 'nope'])].sort();
}
