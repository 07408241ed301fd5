// What an examination of a database says, line by line.

/** `skipped`: an earlier check failed, without which this one has no answer. */
export type CheckState = 'ok' | 'failed' | 'skipped';

export type CheckResult = {
  /** Stable, for programs. */
  readonly check: string;
  readonly state: CheckState;
  /** One sentence: what was seen. */
  readonly message: string;
  /** What to do; null where nothing is. */
  readonly next: string | null;
};

/** What a check has seen: undefined where all is as it should be. */
export type Problem = { readonly message: string; readonly next: string };

export type Check = {
  readonly check: string;
  /** What holds when there is no complaint. */
  readonly passes: string;
  readonly examine: () => Promise<Problem | undefined>;
};
