// One recorded statement as text: with its values written out, without anything that wrangler would change, and in a
// form that Cloudflare is not reported to split.
import {
  hiddenText,
  inlineValues,
  mustBeHidden,
  plainTrigger,
  tokens,
  unquoted,
  withLineFeeds,
} from '@roostjs/internal-sql';
import { isAssertion } from '../database/assertion.ts';
import type { Sql } from '../database/d1.ts';
import { sqlValues, verbOf } from '../record/statement-text.ts';

/** What wrangler removes from a file. */
export const cutText = 'BEGIN TRANSACTION';

/**
 * The statement with its values written out. Expects as many values as parameters, each of a type that D1 supports.
 */
export function statementText({ sql, values }: Sql): string {
  // wrangler converts CRLF to LF for a remote database, but not for a local one.
  const inlined = inlineValues(withLineFeeds(sql), sqlValues(values) ?? []);
  const respelled = withRespelledComments(plainTrigger(inlined).text);
  // In other statements the text itself is stored, for example in the schema, or a string may be used as a name.
  if (changesRows(respelled)) return withHiddenStrings(respelled, mustBeHidden);
  return isAssertion(respelled) ? withHiddenStrings(respelled, isTrigger) : respelled;
}

// An assertion about the schema contains texts of triggers, which no splitter should mistake for statements.
function isTrigger(value: string): boolean {
  return /^create trigger\b/i.test(value);
}

// wrangler removes it wherever it is, even from a comment, which can be spelled in another way.
function withRespelledComments(sql: string): string {
  if (!sql.includes(cutText)) return sql;
  const respell = (text: string): string => text.replaceAll(cutText, cutText.replace(' ', '  '));
  return Array.from(tokens(sql), ({ kind, start, end }) => {
    const text = sql.slice(start, end);
    return kind === 'comment' ? respell(text) : text;
  }).join('');
}

function changesRows(sql: string): boolean {
  return ['insert', 'update', 'delete', 'replace', 'with'].includes(verbOf(sql));
}

function withHiddenStrings(sql: string, isHidden: (value: string) => boolean): string {
  return Array.from(tokens(sql), ({ kind, start, end }) => {
    const text = sql.slice(start, end);
    return kind === 'string' && isHidden(unquoted(text)) ? hiddenText(unquoted(text)) : text;
  }).join('');
}
