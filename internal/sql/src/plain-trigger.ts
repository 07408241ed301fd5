// Triggers in the form that Cloudflare is reported to keep whole where it splits a text into statements: on one line,
// BEGIN and END in capitals, each CASE … END in parentheses (cloudflare/workers-sdk issues 4326, 4727, 4998, 10998,
// 14991, 15314 and 15690).

import { caseExpressions, isInParentheses } from './case-expressions.ts';
import { creationOf } from './creation.ts';
import { type Statement, statementOf } from './statement.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** `isPlain`: whether the text is in that form. */
export type PlainTrigger = { readonly text: string; readonly isPlain: boolean };

/**
 * A CREATE TRIGGER in that form; the same text for two that differ only in that. A line end within a string or a name
 * stays, and so does a text that SQLite would not accept. Any other statement is returned as it is.
 */
export function plainTrigger(sql: string): PlainTrigger {
  const statement = statementOf(sql);
  const [first, last] = [statement.lexemes[0], statement.lexemes.at(-1)];
  const isTrigger = !statement.explained && creationOf(statement)?.kind === 'trigger';
  if (!isTrigger || first === undefined || last === undefined) return { text: sql, isPlain: true };
  const keywords = keywordsOf(statement);
  if (keywords === undefined) return { text: sql, isPlain: false };
  // The comments before and after it are no part of it, and the schema does not store them.
  const own = Array.from(tokens(sql)).filter(({ start, end }) => start >= first.start && end <= last.end);
  const text = joined(own.map((token) => pieceOf(sql, token, keywords)));
  return { text: sql.slice(0, first.start) + text, isPlain: !/[\r\n]/.test(text) };
}

type Piece = {
  readonly text: string;
  /** White space, or a comment that is left out. */
  readonly isGap: boolean;
  /** Whether there has to be a gap on both sides. */
  readonly isApart: boolean;
};

/** The new texts of keywords, by their starts. */
type Keywords = ReadonlyMap<number, Pick<Piece, 'text' | 'isApart'>>;

/** undefined if the text is not a trigger that SQLite would accept. */
function keywordsOf(statement: Statement): Keywords | undefined {
  const { lexemes } = statement;
  const words = lexemes.map(({ word }) => word);
  const cases = caseExpressions(words);
  const begin = beginOf(statement);
  const last = words.length - 1;
  if (cases === undefined || begin === -1 || words[last - 1] !== ';' || words[last] !== 'end')
    return undefined;
  const all = cases.flatMap((one) => {
    const [open, close] = isInParentheses(words, one) ? ['', ''] : ['(', ')'];
    return [
      { at: one.start, text: `${open}CASE`, isApart: false },
      { at: one.end, text: `END${close}`, isApart: false },
    ];
  });
  all.push({ at: begin, text: 'BEGIN', isApart: true }, { at: last, text: 'END', isApart: true });
  return new Map(all.map(({ at, ...keyword }) => [lexemes[at]?.start ?? 0, keyword]));
}

/** The position of the BEGIN of the body, or -1. A table or a column can also have that name. */
function beginOf(statement: Statement): number {
  const { lexemes } = statement;
  const next = creationOf(statement)?.next ?? lexemes.length;
  const on = lexemes.findIndex(({ word }, at) => at >= next && word === 'on');
  return lexemes.findIndex(
    ({ word }, at) =>
      on !== -1 && at > on + 1 && word === 'begin' && bodyVerbs.test(lexemes[at + 1]?.word ?? ''),
  );
}

const bodyVerbs = /^(?:delete|insert|replace|select|update|values|with)$/;

function pieceOf(sql: string, { kind, start, end }: Token, keywords: Keywords): Piece {
  const text = sql.slice(start, end);
  const keyword = keywords.get(start);
  if (keyword !== undefined) return { ...keyword, isGap: false };
  if (kind === 'space') return { text: /[\r\n\f]/.test(text) ? ' ' : text, isGap: true, isApart: false };
  if (kind !== 'comment') return { text, isGap: false, isApart: false };
  const comment = blockComment(text);
  return { text: comment ?? ' ', isGap: comment === undefined, isApart: false };
}

/** The comment on one line. undefined if a splitter could take a part of it for SQL. */
function blockComment(comment: string): string | undefined {
  const inner = comment.startsWith('--') ? comment.slice(2) : comment.slice(2, -2);
  if (/['"`;]|--|\/\*|\*\/|\b(?:begin|case|end)\b/i.test(inner)) return undefined;
  if (comment.startsWith('/*') && !/[\r\n\f]/.test(comment)) return comment;
  return `/* ${inner.replace(/\s+/g, ' ').trim()} */`;
}

function joined(pieces: readonly Piece[]): string {
  let text = '';
  let before: Piece | undefined;
  let gap = '';
  for (const piece of pieces) {
    if (piece.isGap) gap = gap === '' ? piece.text : ' ';
    else {
      const isApart = piece.isApart || before?.isApart === true;
      text += (gap === '' && isApart ? ' ' : gap) + piece.text;
      gap = '';
      before = piece;
    }
  }
  return text;
}
