// The error of compiling a trigger. SQLite compiles a trigger together with the statements that fire it, not when it is
// created.

import { creationOf, quotedName, statementOf, type Target, targetAt } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { compileError } from './compile-error.ts';

/**
 * The error of creating the trigger, or of firing it while there is no other trigger. It needs a transaction with write
 * access, and does not change the database.
 */
export function triggerCompileError(sqlite: SqliteDatabase.Database, trigger: string): string | undefined {
  return rolledBack(sqlite, () => {
    for (const name of triggersIn(sqlite)) sqlite.exec(`DROP TRIGGER ${quotedName(name)}`);
    const error = compileError(sqlite, trigger);
    if (error !== undefined) return error;
    sqlite.prepare(trigger).run();
    const event = eventOf(trigger);
    if (event === undefined) return undefined;
    // The columns of a broken view are unknown.
    const viewError = compileError(sqlite, `SELECT * FROM ${quotedName(event.table.name)}`);
    if (viewError !== undefined) return viewError;
    const firing = firingStatement(sqlite, event);
    return firing === undefined ? undefined : compileError(sqlite, firing);
  });
}

function rolledBack<T>(sqlite: SqliteDatabase.Database, work: () => T): T {
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

/** A statement that fires the trigger. It is only compiled and never runs. */
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
  // pragma_table_info leaves out generated columns, which cannot be set.
  const [first] = sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return typeof first === 'string' ? first : undefined;
}
