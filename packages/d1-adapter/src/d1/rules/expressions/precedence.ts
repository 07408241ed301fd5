// How tightly SQLite's operators bind (parse.y), from the loosest on.

const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['not'],
  ['=', '==', '<>', '!=', 'is', 'like', 'glob', 'regexp', 'match', 'in', 'between', 'isnull', 'notnull'],
  ['<', '<=', '>', '>='],
  ['escape'],
  ['&', '|', '<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['||', '->', '->>'],
  ['collate'],
  ['sign'],
];

const levelOf: ReadonlyMap<string, number> = new Map(
  levels.flatMap((words, level) => words.map((word) => [word, level] as const)),
);

/** The level of an operator behind an operand, or undefined where the word is none. */
export function precedenceOf(word: string): number | undefined {
  return levelOf.get(word);
}

/** The level of NOT or of a sign before an operand. */
export function prefixPrecedenceOf(word: string): number | undefined {
  return word === 'not' ? levelOf.get('not') : /^[-+~]$/.test(word) ? levelOf.get('sign') : undefined;
}

/** The operators that may have NOT before them. */
export function mayBeNegated(word: string): boolean {
  return /^(?:like|glob|regexp|match|in|between|null)$/.test(word);
}
