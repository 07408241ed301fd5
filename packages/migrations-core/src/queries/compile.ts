// Compiles a statement on a scratch database without rows, and runs it only where it inserts values, to be rolled back.
import { nameKey, parametersOf, readError, type Statement } from '@roostjs/internal-sql';
import { prepare, type SqlDatabase } from '../database/d1.ts';
import { statementIndexOf } from '../database/failure.ts';
import { alwaysFailing, isExpectedFailure } from '../database/rollback-probe.ts';
import { messageOf } from '../errors.ts';
import { parseStatement } from '../lint/sql/statement-kind.ts';
import { errorOf } from '../lint/trace/error-of.ts';
import { withNamesInBackquotes } from '../lint/trace/quoted-texts.ts';
import type { PlanRow } from '../lint/trace/scans.ts';
import type { Plan } from './lost-index.ts';

/** Its plan, or SQLite's error. */
export type Compiled =
  | { readonly error: null; readonly plan: Plan }
  | { readonly error: string; readonly plan: null };

/** The statement so that no name in it can turn into a string. */
export function strictText(database: SqlDatabase, statement: Statement): Promise<string> {
  const values = nulls(statement.text);
  return withNamesInBackquotes(statement, ([sql = '']) => errorOf(database, { sql, values }));
}

export async function compile(database: SqlDatabase, statement: Statement): Promise<Compiled> {
  const { text } = statement;
  try {
    const explained = prepare(database, { sql: `EXPLAIN QUERY PLAN ${text}`, values: nulls(text) });
    const plan = (await explained.all<PlanRow>()).results;
    const error = await errorOfLeftOut(database, statement);
    return error === null ? { error, plan } : { error, plan: null };
  } catch (error) {
    return { error: readError(messageOf(error)).words, plan: null };
  }
}

/** Values that are never used: a statement is only compiled with them. */
function nulls(text: string): readonly null[] {
  return parametersOf(text).map(() => null);
}

const notNull = 'NOT NULL constraint failed: ';

/**
 * SQLite's error for a column that an INSERT of values leaves out and that cannot be NULL, which it only reports when the statement runs;
 * null if there is none. Nothing of it stays.
 */
async function errorOfLeftOut(database: SqlDatabase, statement: Statement): Promise<string | null> {
  const form = parseStatement(statement);
  if (form.kind !== 'insert' || statement.lexemes.some(({ word }) => word === 'select')) return null;
  const { table, columns, source } = form;
  if (columns === null && source[0]?.word !== 'default') return null;
  const values = parametersOf(statement.text).map(() => 1);
  const words = await errorOfTrial(database, { sql: statement.text, values });
  const [own, column] = [`${notNull}${table}.`, words?.slice(notNull.length + table.length + 1) ?? ''];
  const isOwn = words !== null && nameKey(words).startsWith(nameKey(own));
  const isLeftOut = columns?.every((name) => nameKey(name) !== nameKey(column)) ?? true;
  return isOwn && isLeftOut ? words : null;
}

async function errorOfTrial(
  database: SqlDatabase,
  sql: { readonly sql: string; readonly values: readonly unknown[] },
): Promise<string | null> {
  try {
    await database.batch([prepare(database, sql), database.prepare(alwaysFailing)]);
  } catch (error) {
    if (isExpectedFailure(error) || (statementIndexOf(error) ?? 0) > 0) return null;
    return readError(messageOf(error)).words;
  }
  throw new Error(`A trial was committed although its last statement must fail: ${alwaysFailing}`);
}
