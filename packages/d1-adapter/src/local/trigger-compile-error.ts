// What SQLite says against a trigger: it compiles one with the statements that fire it, and not when it is made.

import { creationOf, quotedName, statementOf, type Target, targetAt } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { compileError } from './compile-error.ts';

/**
 * The complaint about making the trigger or about firing it, where no other trigger fires. Needs a transaction that may
 * write, and leaves the database as it was.
 */
export function triggerCompileError(sqlite: SqliteDatabase.Database, trigger: string): string | undefined {
  return onlyTried(sqlite, () => {
    for (const name of triggersIn(sqlite)) sqlite.exec(`DROP TRIGGER ${quotedName(name)}`);
    const complaint = compileError(sqlite, trigger);
    if (complaint !== undefined) return complaint;
    sqlite.prepare(trigger).run();
    const event = eventOf(trigger);
    if (event === undefined) return undefined;
    // Of a view that is itself broken not even the columns can be told.
    const broken = compileError(sqlite, `SELECT * FROM ${quotedName(event.table.name)}`);
    if (broken !== undefined) return broken;
    const firing = firingStatement(sqlite, event);
    return firing === undefined ? undefined : compileError(sqlite, firing);
  });
}

function onlyTried<T>(sqlite: SqliteDatabase.Database, work: () => T): T {
  sqlite.exec('SAVEPOINT roost_try');
  try {
    return work();
  } finally {
    sqlite.exec('ROLLBACK TO roost_try');
    sqlite.exec('RELEASE roost_try');
  }
}

function triggersIn(sqlite: SqliteDatabase.Database): readonly string[] {
  return sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
}

/** A statement that fires the trigger; what it would do does not count, as it is only compiled. */
function firingStatement(sqlite: SqliteDatabase.Database, event: TriggerEvent): string | undefined {
  const table = quotedName(event.table.name);
  if (event.verb === 'delete') return `DELETE FROM ${table}`;
  if (event.verb === 'insert') {
    return isView(sqlite, event.table.name)
      ? `INSERT INTO ${table} SELECT * FROM ${table}`
      : `INSERT INTO ${table} DEFAULT VALUES`;
  }
  const column = event.column ?? firstColumn(sqlite, event.table.name);
  return column === undefined ? undefined : `UPDATE ${table} SET ${quotedName(column)} = NULL`;
}

type TriggerEvent = { readonly verb: string; readonly table: Target; readonly column: string | undefined };

function eventOf(trigger: string): TriggerEvent | undefined {
  const read = statementOf(trigger);
  const { lexemes } = read;
  const from = creationOf(read)?.next ?? lexemes.length;
  const at = lexemes.findIndex(({ word }, index) => index >= from && /^(?:delete|insert|update)$/.test(word));
  const on = lexemes.findIndex(({ word }, index) => index > at && word === 'on');
  const table = at === -1 || on === -1 ? undefined : targetAt(lexemes, on + 1);
  if (table === undefined) return undefined;
  const column = lexemes[at + 1]?.word === 'of' ? lexemes[at + 2]?.name : undefined;
  return { verb: lexemes[at]?.word ?? '', table, column };
}

function isView(sqlite: SqliteDatabase.Database, name: string): boolean {
  const view = "SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ? COLLATE NOCASE";
  return sqlite.prepare(view).get(name) !== undefined;
}

function firstColumn(sqlite: SqliteDatabase.Database, table: string): string | undefined {
  // Those that are computed cannot be set, and are not among these.
  const [first] = sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return typeof first === 'string' ? first : undefined;
}
