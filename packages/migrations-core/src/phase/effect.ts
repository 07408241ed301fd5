// One difference between two schemas, by what it means to statements that ran before.

export type Effect = {
  readonly phase: 'expand' | 'contract' | 'data';
  /** The table with its column, as `posts.slug`, or the object. */
  readonly subject: string;
  /** What follows the subject in a sentence: `is new`. */
  readonly what: string;
};

export function expands(subject: string, what: string): Effect {
  return { phase: 'expand', subject, what };
}

export function contracts(subject: string, what: string): Effect {
  return { phase: 'contract', subject, what };
}
