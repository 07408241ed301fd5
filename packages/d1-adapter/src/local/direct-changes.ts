// Whether a statement changes only the rows of its own table, so that better-sqlite3's count of changes is complete: it
// does not include changes by triggers, foreign key actions and virtual tables.

import type SqliteDatabase from 'better-sqlite3';

// sqlite.org/opcode.html. `Program` is a trigger or a foreign key action; a virtual table can write anything.
const indirectOpcodes: ReadonlySet<unknown> = new Set(['Program', 'VOpen', 'VUpdate']);

/** `values` may be any values for the statement's parameters. Returns `false` if it is not certain. */
export function hasOnlyDirectChanges(
  { database, source, reader }: SqliteDatabase.Statement,
  values: readonly unknown[],
): boolean {
  // A text may begin with a semicolon, before which EXPLAIN is a syntax error.
  if (reader || !/^\s*[a-z]/i.test(source)) return false;
  const program = database
    .prepare(`EXPLAIN ${source}`)
    .raw()
    .all(...values) as unknown[][];
  return !program.some(([, opcode]) => indirectOpcodes.has(opcode));
}
