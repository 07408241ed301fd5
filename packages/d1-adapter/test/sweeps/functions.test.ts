// Runs every function of SQLite, with 0 to 4 arguments of every type, on D1 and on the local driver.

import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { all } from '../conformance/call.ts';
import { isEqual, onBoth, textOf } from './both.ts';

const lists: readonly (readonly string[])[] = [
  [],
  ['NULL'],
  ['1'],
  ['-2.5'],
  ["'a'"],
  ["'2026-01-31'"],
  ['\'{"a":[1,"b"]}\''],
  ["x'0061ff'"],
  ['NULL', 'NULL'],
  ['7', '2'],
  ["'%s%d'", '3'],
  ["'a,b'", "','"],
  ['\'{"a":[1,"b"]}\'', "'$.a[1]'"],
  ["'abc'", '2', '1'],
  ["'banana'", "'an'", "'x'"],
  ['\'{"a":1}\'', "'$.b'", '2'],
  ['1', 'NULL', "'c'"],
  ["x'01'", "x'02'", "x'03'"],
  ['1', '2', '3', '4'],
  ["'a'", "'b'", "'c'", 'NULL'],
];

// Their results differ each time.
const varying = /^(?:random|randomblob)$/;
// Without a text they return the current time.
const clocks =
  /^(?:date|time|datetime|julianday|unixepoch|strftime|current_date|current_time|current_timestamp)$/;

// The rows of ../differences/differences.ts that apply to these calls.
const different = [
  `SELECT "format"(x'0061ff') AS value`,
  `SELECT "printf"(x'0061ff') AS value`,
  'SELECT "total_changes"() AS value',
];

it('every function has the same outcome', async () => {
  const pairs = await onBoth(functionNames().flatMap((name) => lists.map((list) => all(callOf(name, list)))));
  const unequal = pairs.filter(({ d1, local }) => !isEqual(d1, local)).map(({ call }) => textOf(call));
  expect(unequal).toEqual(different);
}, 60_000);

function functionNames(): readonly string[] {
  const sqlite = new SqliteDatabase(':memory:');
  const names = sqlite.prepare('SELECT DISTINCT name FROM pragma_function_list ORDER BY name').pluck().all();
  sqlite.close();
  return [...(names as string[]), 'nofn'];
}

function callOf(name: string, list: readonly string[]): string {
  const call = `"${name}"(${list.join(', ')})`;
  return varying.test(name) || clocks.test(name) ? `SELECT typeof(${call})` : `SELECT ${call} AS value`;
}
