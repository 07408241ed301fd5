// Recorded statements with their values written into the text, and what stands in the way of that.
import { parametersOf, type SqlValue, tokens, toSqlValue } from '@roostjs/internal-sql';
import { statementWithNul, valuesInCreate, valuesMiscounted, valueUnknown } from './errors.ts';
import type { RecordedStatement } from './record/conduct.ts';

/** The values as D1 binds them, or undefined where it has no type for one. */
export function sqlValues(values: readonly unknown[]): readonly SqlValue[] | undefined {
  const taken = values.map(toSqlValue).filter((value) => value !== undefined);
  return taken.length === values.length ? taken : undefined;
}

/** The reason why the statement cannot be kept as a text of its own, or undefined where it can. */
export function obstacleToText(statement: RecordedStatement): string | undefined {
  const { sql, values } = statement;
  const parameters = parametersOf(sql).length;
  if (parameters !== values.length) return valuesMiscounted(statement, parameters);
  if (sqlValues(values) === undefined) return valueUnknown(statement);
  if (sql.includes('\0')) return statementWithNul(statement);
  if (values.length > 0 && verbOf(sql) === 'create') return valuesInCreate(statement);
  return undefined;
}

/** The word that a statement begins with, in lower case. */
export function verbOf(sql: string): string {
  for (const { kind, start, end } of tokens(sql)) {
    if (kind !== 'space' && kind !== 'comment') return sql.slice(start, end).toLowerCase();
  }
  return '';
}

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
