// The offset of SQLite's error in a statement. better-sqlite3 does not expose sqlite3_error_offset(), so this compiles
// variants of the statement, and returns an offset only if it is certain.

import { statementOf, type Token, tokens } from '@roostjs/internal-sql';
import { isInJoinCondition } from '../d1/rules/join-conditions.ts';

/** Returns the message of the error of compiling a statement, or undefined if there is none. */
export type ErrorOf = (sql: string) => string | undefined;

type Mention = { readonly start: number; readonly last: Token; readonly assigned: boolean };

const badToken = /^(?:near|unrecognized token:) "(.*)"(?:: syntax error)?$/s;
// The messages for which SQLite sets an offset, by %T or %#T in sqlite3ErrorMsg() or by name.
const badNames: readonly RegExp[] = [
  /^(?:no such column|ambiguous column name): "?([^"]+)/,
  /^(?:no such function|misuse of aggregate): ([^(]+)/,
  /^(?:wrong number of arguments to|misuse of aggregate|misuse of window) function (.+)\(\)$/,
  /^(?:table|view) (.+) already exists$/,
  /^unknown database (.+)$/,
  /^second argument to (likelihood)\(\)/,
];
const unknownName = 'roost_unknown_name';
// Each mention takes a compilation of the whole statement.
const maxMentions = 32;

/** The offset of the error in the statement, in bytes of UTF-8 as in SQLite, or undefined if it is not certain. */
export function errorOffset(message: string, statement: string, errorOf: ErrorOf): number | undefined {
  const token = badToken.exec(message)?.[1];
  const position =
    token === undefined
      ? positionOfName(message, statement, errorOf)
      : positionOfToken(token, message, statement, errorOf);
  return position === undefined ? undefined : Buffer.byteLength(statement.slice(0, position));
}

/** SQLite stops at the first bad token: the first one for which the text up to it fails with the same message. */
function positionOfToken(
  text: string,
  message: string,
  statement: string,
  errorOf: ErrorOf,
): number | undefined {
  const positions = Array.from(tokens(statement))
    .filter(({ start, end }) => statement.slice(start, end) === text)
    .map(({ start }) => start);
  const failsAt = (position: number) => errorOf(statement.slice(0, position + text.length)) === message;
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (failsAt(positions[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return positions[low];
}

/** The only mention of the name whose replacement by an unknown name changes the message. */
function positionOfName(message: string, statement: string, errorOf: ErrorOf): number | undefined {
  const name = nameIn(message);
  if (name === undefined) return undefined;
  const mentions = mentionsOf(name.split('.'), statement);
  if (mentions.length > maxMentions) return undefined;
  const deciding = mentions.filter(({ last }) => {
    const variant = statement.slice(0, last.start) + unknownName + statement.slice(last.end);
    return errorOf(variant) !== message;
  });
  const [mention] = deciding;
  if (deciding.length !== 1 || mention === undefined || mention.assigned) return undefined;
  return hasNoOffset(statement, mention.start) ? undefined : mention.start;
}

/** The positions where the parts of a name follow each other with dots between them. */
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

/** SQLite sets no offset for an unknown column that UPDATE sets or ALTER TABLE alters (its update.c and alter.c). */
function isAssigned(words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? '';
  if (/^(?:set|,)$/i.test(before)) return words[index + 1] === '=';
  return /^alter$/i.test(/^column$/i.test(before) ? (words[index - 2] ?? '') : before);
}

function hasNoOffset(statement: string, start: number): boolean {
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
