// The precedence of SQLite's operators (parse.y), loosest first.

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

/** The level of an operator that follows an operand, or undefined if the word is not one. */
export function precedenceOf(word: string): number | undefined {
  return levelOf.get(word);
}

/** The level of NOT or of a sign before an operand. */
export function prefixPrecedenceOf(word: string): number | undefined {
  return word === 'not' ? levelOf.get('not') : /^[-+~]$/.test(word) ? levelOf.get('sign') : undefined;
}

/** Whether NOT may precede the operator. */
export function mayBeNegated(word: string): boolean {
  return /^(?:like|glob|regexp|match|in|between|null)$/.test(word);
}
