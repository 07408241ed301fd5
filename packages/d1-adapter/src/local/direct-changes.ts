// Whether a statement changes only what it names, so that what better-sqlite3 tells of its run is all that it did:
// that counts no changes of triggers, of foreign keys' actions and of the tables behind a virtual one.

import type SqliteDatabase from 'better-sqlite3';

// sqlite.org/opcode.html. `Program` is a trigger or an action; a virtual table can write whatever it is asked for.
const othersOpcodes: ReadonlySet<unknown> = new Set(['Program', 'VOpen', 'VUpdate']);

/** `values` are any for its parameters. `false` where it is not certain. */
export function hasOnlyDirectChanges(
  { database, source, reader }: SqliteDatabase.Statement,
  values: readonly unknown[],
): boolean {
  // EXPLAIN may not stand before a semicolon.
  if (reader || !/^\s*[a-z]/i.test(source)) return false;
  const program = database
    .prepare(`EXPLAIN ${source}`)
    .raw()
    .all(...values) as unknown[][];
  return !program.some(([, opcode]) => othersOpcodes.has(opcode));
}
