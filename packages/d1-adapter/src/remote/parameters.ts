// Sends bound values over HTTP, where only texts are sure to keep their type: all other values are written into the
// statement.

import {
  creationOf,
  literalOf,
  parametersOf,
  parameterUses,
  rowVerbs,
  type SqlValue,
  statementOf,
  wellFormed,
} from '@roostjs/internal-sql';
import { leadingKeyword } from '../d1/leading-keyword.ts';
import { parameterLimit } from '../d1/rules/parameter-limit.ts';

/** A statement as the API accepts it. */
export type ApiStatement = { readonly sql: string; readonly params?: readonly string[] };

/** The statement with its values; there must be as many values as parameters. */
export function toApiStatement(sql: string, values: readonly SqlValue[]): ApiStatement {
  if (parametersOf(sql).length === 0) return { sql };
  // In other statements, such as CREATE VIEW or PRAGMA, SQLite rejects parameters. It has to see them to do so.
  if (!takesValues(sql)) return toBeRefused(sql, values);
  // Writing values into the statement would hide that there are too many parameters, so the server gets all of them.
  if (parameterLimit(statementOf(sql)) !== undefined) return toBeRefused(sql, values);
  const params: string[] = [];
  let text = '';
  let end = 0;
  for (const use of parameterUses(sql)) {
    const written = writeValue(values[use.index] ?? null);
    params.push(...written.params);
    text += sql.slice(end, use.start) + written.sql;
    end = use.end;
  }
  return withParams(text + sql.slice(end), params);
}

/** A statement that the server refuses for its parameters: it only counts the values. */
export function toBeRefused(sql: string, values: readonly SqlValue[]): ApiStatement {
  return withParams(
    sql,
    values.map(() => ''),
  );
}

function withParams(sql: string, params: readonly string[]): ApiStatement {
  return params.length === 0 ? { sql } : { sql, params };
}

/** Of the statements that are no query of rows, only CREATE TABLE … AS takes values. */
function takesValues(sql: string): boolean {
  if (rowVerbs.has(leadingKeyword(sql).verb)) return true;
  const statement = statementOf(sql);
  const creation = creationOf(statement);
  return creation?.kind === 'table' && statement.lexemes[creation.next]?.word === 'as';
}

type WrittenValue = { readonly sql: string; readonly params: readonly string[] };

// The spaces keep a literal from merging with the token next to it.
function writeValue(value: SqlValue): WrittenValue {
  if (typeof value === 'string') return { sql: '?', params: [wellFormed(value)] };
  if (typeof value === 'number') return { sql: ` ${literalOf(value)} `, params: [] };
  if (value === null) return { sql: ' NULL ', params: [] };
  return { sql: ' unhex(?) ', params: [Buffer.from(value).toString('hex')] };
}
