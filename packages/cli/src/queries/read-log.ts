// The queries of a log: one JSON object on each line, as `queryLog()` writes it. Pure.
import { queryLineInvalid } from '../errors.ts';
import type { QueryAtLine } from './read-sql.ts';

/** Throws QUERIES.LINE_INVALID. */
export function queriesInLog(source: string, text: string): readonly QueryAtLine[] {
  return text.split('\n').flatMap((written, at) => {
    if (written.trim() === '') return [];
    const line = at + 1;
    const { sql, calls = null } = parsed(written, (problem) => queryLineInvalid(source, line, problem));
    return [{ sql, line, calls }];
  });
}

type Recorded = { readonly sql: string; readonly calls?: number };

// The errors show nothing of the line, which may be of another file.
function parsed(written: string, invalid: (problem: string) => Error): Recorded {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw invalid('it is not JSON');
    throw cause;
  }
  const { sql, calls } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof sql !== 'string' || sql.trim() === '') throw invalid('it has no "sql"');
  if (calls !== undefined && !(Number.isSafeInteger(calls) && Number(calls) >= 0))
    throw invalid('its "calls" is not a whole number');
  return calls === undefined ? { sql } : { sql, calls: Number(calls) };
}
