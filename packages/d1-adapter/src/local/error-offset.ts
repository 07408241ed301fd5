// Where in a statement SQLite's complaint points to. better-sqlite3 does not hand on sqlite3_error_offset(), so the
// place is found by compiling variants of the statement: a place is given when it is certain, and else none.

import { statementOf, type Token, tokens } from '@roostjs/internal-sql';
import { isInJoinCondition } from '../d1/rules/join-conditions.ts';

/** What SQLite says against a statement when compiling it, or undefined if nothing. */
export type Complaint = (sql: string) => string | undefined;

type Mention = { readonly start: number; readonly last: Token; readonly assigned: boolean };

const badToken = /^(?:near|unrecognized token:) "(.*)"(?:: syntax error)?$/s;
// The messages that SQLite's sources give a place to, by %T or %#T in sqlite3ErrorMsg() or by name.
const badNames: readonly RegExp[] = [
  /^(?:no such column|ambiguous column name): "?([^"]+)/,
  /^(?:no such function|misuse of aggregate): ([^(]+)/,
  /^(?:wrong number of arguments to|misuse of aggregate|misuse of window) function (.+)\(\)$/,
  /^(?:table|view) (.+) already exists$/,
  /^unknown database (.+)$/,
  /^second argument to (likelihood)\(\)/,
];
const unknownName = 'roost_unknown_name';
// Each mention costs a compilation of the whole statement.
const maxMentions = 32;

/** The place of the message in the statement, in bytes of UTF-8 as SQLite counts, where it is certain. */
export function errorOffset(message: string, statement: string, complaint: Complaint): number | undefined {
  const token = badToken.exec(message)?.[1];
  const place =
    token === undefined
      ? placeOfName(message, statement, complaint)
      : placeOfToken(token, message, statement, complaint);
  return place === undefined ? undefined : Buffer.byteLength(statement.slice(0, place));
}

/** SQLite stops at the first token that it cannot read on from: the first with which the text so far fails alike. */
function placeOfToken(
  text: string,
  message: string,
  statement: string,
  complaint: Complaint,
): number | undefined {
  const places = Array.from(tokens(statement))
    .filter(({ start, end }) => statement.slice(start, end) === text)
    .map(({ start }) => start);
  const failsAt = (place: number) => complaint(statement.slice(0, place + text.length)) === message;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (failsAt(places[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return places[low];
}

/** The one mention of the name whose replacement by an unknown name changes the complaint. */
function placeOfName(message: string, statement: string, complaint: Complaint): number | undefined {
  const name = nameIn(message);
  if (name === undefined) return undefined;
  const mentions = mentionsOf(name.split('.'), statement);
  if (mentions.length > maxMentions) return undefined;
  const deciding = mentions.filter(({ last }) => {
    const variant = statement.slice(0, last.start) + unknownName + statement.slice(last.end);
    return complaint(variant) !== message;
  });
  const [mention] = deciding;
  if (deciding.length !== 1 || mention === undefined || mention.assigned) return undefined;
  return isPlaceless(statement, mention.start) ? undefined : mention.start;
}

/** Where the parts of a name follow each other with dots between them. */
function mentionsOf(parts: readonly string[], statement: string): readonly Mention[] {
  const significant = Array.from(tokens(statement)).filter(
    ({ kind }) => kind !== 'space' && kind !== 'comment',
  );
  const words = significant.map((token) => wordOf(statement, token));
  const wanted = parts.flatMap((part, index) => (index === 0 ? [part] : ['.', part]));
  return significant.flatMap((token, index) => {
    const last = significant[index + wanted.length - 1];
    if (last === undefined || !wanted.every((word, offset) => words[index + offset] === word)) return [];
    return [{ start: token.start, last, assigned: isAssigned(words, index) }];
  });
}

/** SQLite gives no place to an unknown column that UPDATE sets or ALTER TABLE alters (its update.c and alter.c). */
function isAssigned(words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? '';
  if (/^(?:set|,)$/i.test(before)) return words[index + 1] === '=';
  return /^alter$/i.test(/^column$/i.test(before) ? (words[index - 2] ?? '') : before);
}

function isPlaceless(statement: string, start: number): boolean {
  const { lexemes } = statementOf(statement);
  return isInJoinCondition(
    lexemes,
    lexemes.findIndex((lexeme) => lexeme.start === start),
  );
}

function nameIn(message: string): string | undefined {
  for (const pattern of badNames) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function wordOf(statement: string, { kind, start, end }: Token): string {
  return kind === 'quoted' ? statement.slice(start + 1, end - 1) : statement.slice(start, end);
}
