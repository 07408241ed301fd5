// Recorded statements as text with their values inlined, and why that may be impossible.
import { parametersOf, type SqlValue, tokens, toSqlValue } from '@roostjs/internal-sql';
import type { RecordedStatement } from './statement-handler.ts';

/** The values as D1 binds them; undefined if it does not support the type of one. */
export function sqlValues(values: readonly unknown[]): readonly SqlValue[] | undefined {
  const bindable = values.map(toSqlValue).filter((value) => value !== undefined);
  return bindable.length === values.length ? bindable : undefined;
}

/**
 * Why a statement cannot be stored as text: it has more or fewer values than parameters, a value of a type that D1
 * does not support, a NUL character, or values in a CREATE.
 */
export type TextObstacle = 'miscounted' | 'value-unknown' | 'nul' | 'values-in-create';

/** undefined if the statement can be stored as text. */
export function whyNotAsText({ sql, values }: RecordedStatement): TextObstacle | undefined {
  if (parametersOf(sql).length !== values.length) return 'miscounted';
  if (sqlValues(values) === undefined) return 'value-unknown';
  if (sql.includes('\0')) return 'nul';
  if (values.length > 0 && verbOf(sql) === 'create') return 'values-in-create';
  return undefined;
}

/** The first word of a statement, in lower case. */
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
