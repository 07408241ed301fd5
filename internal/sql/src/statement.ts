// Parses a statement into its tokens without spaces, comments and EXPLAIN.

import { unquoted } from './identifiers.ts';
import { memoize } from './memoize.ts';
import { nameKey } from './names.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/** A token that is neither space nor comment. */
export type Lexeme = {
  readonly kind: Token['kind'];
  readonly start: number;
  readonly end: number;
  /** As written, in lower case. A quoted name keeps its quotes, so it never equals a keyword. */
  readonly word: string;
  /** The name, unquoted, or undefined if it cannot be a name. */
  readonly name: string | undefined;
};

export type Statement = {
  readonly text: string;
  /** From the verb on. */
  readonly lexemes: readonly Lexeme[];
  /** The first word after EXPLAIN [QUERY PLAN], in lower case; empty if there is none. */
  readonly verb: string;
  readonly explained: boolean;
};

export const statementOf: (text: string) => Statement = memoize(readStatement);

function readStatement(text: string): Statement {
  const lexemes = Array.from(tokens(text))
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .map((token) => lexemeOf(text, token));
  const first = lexemes.findIndex(({ kind }) => kind !== 'semicolon');
  const explained = lexemes[first]?.word === 'explain';
  const from = explained ? first + (lexemes[first + 1]?.word === 'query' ? 3 : 1) : first;
  const last = lexemes.findLastIndex(({ kind }) => kind !== 'semicolon');
  const command = first === -1 ? [] : lexemes.slice(from, last + 1);
  return { text, lexemes: command, verb: command[0]?.word ?? '', explained };
}

function lexemeOf(text: string, { kind, start, end }: Token): Lexeme {
  const written = text.slice(start, end);
  return { kind, start, end, word: written.toLowerCase(), name: nameOf(kind, written) };
}

function nameOf(kind: Token['kind'], written: string): string | undefined {
  if (kind === 'word') return written;
  return kind === 'quoted' || kind === 'string' ? unquoted(written) : undefined;
}

/** `schema.name` or `name` at an index, and the index after it. */
export type Target = { readonly schema: string | undefined; readonly name: string; readonly next: number };

export function targetAt(lexemes: readonly Lexeme[], at: number): Target | undefined {
  const first = lexemes[at]?.name;
  if (first === undefined) return undefined;
  const second = lexemes[at + 1]?.word === '.' ? lexemes[at + 2]?.name : undefined;
  return second === undefined
    ? { schema: undefined, name: first, next: at + 1 }
    : { schema: nameKey(first), name: second, next: at + 3 };
}

/** The number of these words that follow each other from an index on: all or 0. */
export function wordsAt(lexemes: readonly Lexeme[], at: number, words: readonly string[]): number {
  return words.every((word, offset) => lexemes[at + offset]?.word === word) ? words.length : 0;
}
