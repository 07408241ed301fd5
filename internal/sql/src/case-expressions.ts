// Where CASE … END begins and ends. SQLite accepts END as a name too, so its position decides.

/** The positions of a CASE and of its END. */
export type CaseExpression = { readonly start: number; readonly end: number };

/**
 * The CASE expressions of a statement, given as its tokens in lower case; a quoted name keeps its quotes. undefined if
 * one has no END.
 */
export function caseExpressions(words: readonly string[]): readonly CaseExpression[] | undefined {
  const found: CaseExpression[] = [];
  const open: { readonly start: number; readonly depth: number }[] = [];
  let depth = 0;
  for (const [at, word] of words.entries()) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (word === 'case') open.push({ start: at, depth });
    const last = open.at(-1);
    if (word !== 'end' || last?.depth !== depth || needsOperand.test(words[at - 1] ?? '')) continue;
    found.push({ start: last.start, end: at });
    open.pop();
  }
  return open.length === 0 ? found : undefined;
}

/** Whether it stands directly in parentheses, perhaps those of a function. */
export function isInParentheses(words: readonly string[], { start, end }: CaseExpression): boolean {
  return words[start - 1] === '(' && words[end + 1] === ')';
}

// After an operator, or one of these keywords, END is a name.
const needsOperand =
  /^(?:[-,(;+*/%&|~<>=!].*|\.|and|between|case|collate|distinct|else|escape|from|glob|in|is|like|match|not|or|regexp|select|then|when)$/;
