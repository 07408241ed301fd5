// The results of a database check, one line each.

/** `skipped`: a check that this one depends on failed. */
export type CheckState = 'ok' | 'failed' | 'skipped';

export type CheckResult = {
  /** A stable name, for programs. */
  readonly check: string;
  readonly state: CheckState;
  /** One sentence that says what was found. */
  readonly message: string;
  /** What to do; null if there is nothing to do. */
  readonly next: string | null;
};

/** What a check found; undefined if there is no problem. */
export type Problem = { readonly message: string; readonly next: string };

export type Check = {
  readonly check: string;
  /** What is true if there is no problem. */
  readonly passes: string;
  readonly examine: () => Promise<Problem | undefined>;
};
