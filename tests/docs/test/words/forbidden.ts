// Words that a page does without, and what to write instead. Add a row, and `words.test.ts` finds them.

export type Forbidden = { readonly word: RegExp; readonly instead: string };

export const forbidden: readonly Forbidden[] = [
  { word: /\bmend(s|ed|ing)?\b/i, instead: 'fix' },
  { word: /\banew\b/i, instead: 'again, or recreate' },
  { word: /\bfor want of\b/i, instead: 'because there is no' },
  { word: /\broll-backs?\b/i, instead: 'rollback, or roll back' },
  { word: /\banother than\b/i, instead: 'differs from' },
  { word: /\bwhat stands\b/i, instead: 'the data, or what is' },
  { word: /\bstands? (for|in|on|behind|elsewhere)\b/i, instead: 'replaces, is in, relies on' },
  { word: /\bbut for\b/i, instead: 'except' },
  { word: /\bbehind (it|them|this|that|these|each|one)\b/i, instead: 'after it' },
  { word: /\bahead of\b/i, instead: 'before, or in advance' },
  { word: /\bwhoever\b/i, instead: 'anyone who, or the program that' },
  { word: /\b(is|are) no findings?\b/i, instead: 'is not reported' },
  { word: /\b(that|which|it) is none\b/i, instead: 'is not one' },
  { word: /\bsuch as of\b/i, instead: 'for example' },
  { word: /\bbears? (a|the|its|one) names?\b/i, instead: 'has the name' },
  { word: /\ball the same\b/i, instead: 'still' },
  { word: /\bof no avail\b/i, instead: 'does not help' },
  { word: /\bheeds?\b/i, instead: 'respects' },
  { word: /\bby turns\b/i, instead: 'alternately' },
  { word: /\brows that there are\b/i, instead: 'existing rows' },
  { word: /\bmade again\b/i, instead: 'recreated' },
  { word: /\bit is said\b/i, instead: 'who says it' },
  { word: /\bare held to\b/i, instead: 'must pass, or are compared with' },
];

/** Files that need such a word, and why. */
export const excepted: Readonly<Record<string, string>> = {};
