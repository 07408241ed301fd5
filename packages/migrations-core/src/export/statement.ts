// One recorded statement as text: its values written out, and nothing in it that wrangler would change on the way.
import {
  hiddenText,
  inlineValues,
  mustBeHidden,
  type Token,
  tokens,
  unquoted,
  withLineFeeds,
} from '@roostjs/internal-sql';
import type { Sql } from '../database/d1.ts';
import { sqlValues, verbOf } from '../record/statement-text.ts';

/** The statement without values. Expects as many values as parameters, each of a type that D1 takes. */
export function statementText({ sql, values }: Sql): string {
  // wrangler makes LF of CRLF on its way to a remote database, and not on that to a local one.
  const inlined = inlineValues(withLineFeeds(sql), sqlValues(values) ?? []);
  return changesRows(inlined) ? withHiddenStrings(inlined) : inlined;
}

// Elsewhere the text itself is kept, as a schema is, or a string may stand for a name.
function changesRows(sql: string): boolean {
  return ['insert', 'update', 'delete', 'replace', 'with'].includes(verbOf(sql));
}

function withHiddenStrings(sql: string): string {
  return Array.from(tokens(sql), (token) => withoutDanger(sql, token)).join('');
}

function withoutDanger(sql: string, { kind, start, end }: Token): string {
  const text = sql.slice(start, end);
  if (kind !== 'string') return text;
  const value = unquoted(text);
  return mustBeHidden(value) ? hiddenText(value) : text;
}
