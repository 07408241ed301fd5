// Where SQLite's parser stops, and the rules that say what to write there.

import type { FailedText } from './remedy.ts';

/** At the token: its word, the words before it from the nearest on, and the statement's verb. */
export type Stop = FailedText & {
  readonly word: string;
  readonly before: readonly string[];
  readonly verb: string;
};

export type Rule = (stop: Stop) => string | undefined;
