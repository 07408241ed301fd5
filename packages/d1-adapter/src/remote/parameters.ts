// How bound values reach a database over HTTP, where only a text is sure to stay what it is: everything else is
// written into the statement.

import {
  literalOf,
  parametersOf,
  parameterUses,
  rowVerbs,
  type SqlValue,
  statementOf,
} from '@roostjs/internal-sql';
import { leadingKeyword } from '../d1/leading-keyword.ts';
import { parameterLimit } from '../d1/rules/parameter-limit.ts';

/** A statement as the API takes it. */
export type ApiStatement = { readonly sql: string; readonly params?: readonly SqlValue[] };

/** The statement with its values, of which there are as many as parameters. */
export function toApiStatement(sql: string, values: readonly SqlValue[]): ApiStatement {
  if (parametersOf(sql).length === 0) return { sql };
  // Elsewhere, as in a view, a trigger or a PRAGMA, SQLite refuses parameters: it has to see them to do so.
  if (!rowVerbs.has(leadingKeyword(sql).verb)) return asGiven(sql, values);
  // What is too many stays too many where it is written out: the server has to see it.
  if (parameterLimit(statementOf(sql)) !== undefined) return asGiven(sql, values);
  const params: string[] = [];
  let text = '';
  let end = 0;
  for (const use of parameterUses(sql)) {
    const written = writtenOf(values[use.index] ?? null);
    params.push(...written.params);
    text += sql.slice(end, use.start) + written.sql;
    end = use.end;
  }
  return asGiven(text + sql.slice(end), params);
}

/** The statement and its values as they came, for the server to judge. */
export function asGiven(sql: string, values: readonly SqlValue[]): ApiStatement {
  return values.length === 0 ? { sql } : { sql, params: values };
}

type Written = { readonly sql: string; readonly params: readonly string[] };

// Between spaces, so that nothing grows together with its neighbour.
function writtenOf(value: SqlValue): Written {
  if (typeof value === 'string') return { sql: '?', params: [wellFormed(value)] };
  if (typeof value === 'number') return { sql: ` ${literalOf(value)} `, params: [] };
  if (value === null) return { sql: ' NULL ', params: [] };
  return { sql: ' unhex(?) ', params: [Buffer.from(value).toString('hex')] };
}

// Half of a surrogate pair has no UTF-8: D1 makes the replacement character of it.
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
