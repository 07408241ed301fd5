// Searches tokens outside of parentheses.
import type { Lexeme } from '@roostjs/internal-sql';

/** The first position outside of parentheses whose word is wanted, or the length if there is none. */
export function indexAtTopLevel(
  lexemes: readonly Lexeme[],
  from: number,
  isWanted: (word: string, at: number) => boolean,
): number {
  let depth = 0;
  for (let at = from; at < lexemes.length; at += 1) {
    const word = lexemes[at]?.word ?? '';
    if (word === ')') depth -= 1;
    if (depth === 0 && isWanted(word, at)) return at;
    if (word === '(') depth += 1;
  }
  return lexemes.length;
}

/** The position of the parenthesis that closes the one at `open`, or the length if there is none. */
export function closingParenthesis(lexemes: readonly Lexeme[], open: number): number {
  return indexAtTopLevel(lexemes, open, (word, at) => at > open && word === ')');
}

/** Splits at the commas outside of parentheses. */
export function splitAtCommas(lexemes: readonly Lexeme[]): readonly (readonly Lexeme[])[] {
  const parts: Lexeme[][] = [];
  let rest = lexemes;
  while (rest.length > 0) {
    const comma = indexAtTopLevel(rest, 0, (word) => word === ',');
    parts.push(rest.slice(0, comma));
    rest = rest.slice(comma + 1);
  }
  return parts;
}
