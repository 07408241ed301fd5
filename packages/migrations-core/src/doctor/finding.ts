// What an examination of a database says, line by line.

/** `skipped`: an earlier check failed, without which this one has no answer. */
export type FindingState = 'ok' | 'failed' | 'skipped';

export type Finding = {
  /** Stable, for programs. */
  readonly check: string;
  readonly state: FindingState;
  /** One sentence: what was seen. */
  readonly says: string;
  /** What to do; null where nothing is. */
  readonly next: string | null;
};

/** What a check has seen: undefined where all is as it should be. */
export type Complaint = { readonly says: string; readonly next: string };

export type Check = {
  readonly check: string;
  /** What holds when there is no complaint. */
  readonly passes: string;
  readonly examine: () => Promise<Complaint | undefined>;
};
