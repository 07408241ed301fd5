// What is found when the migrations of two branches run in either order, as data.

/** Which runs first. `by-name`: the files of both, as a database runs them that has none of either. */
export type BranchOrder = 'base-then-branch' | 'branch-then-base' | 'by-name';

export type BranchSide = 'branch' | 'base';

/** `text`: what failed, in one line. `statement`: what the author wrote; null if no statement failed. */
export type BranchFailure = {
  readonly migration: string;
  readonly code: string;
  readonly message: string;
  readonly statement: { readonly number: number; readonly sql: string } | null;
};

/** How one order differs from another. The texts are those of sqlite_schema; null if there is no such object. */
export type OrderProblem =
  | ({
      readonly kind: 'fails';
      readonly order: BranchOrder;
      /** What the other migration changes: of that, what the failing statement names if it names any. */
      readonly objects: readonly string[];
    } & BranchFailure)
  | {
      readonly kind: 'schema';
      readonly type: string;
      readonly name: string;
      /** Of a table, the columns that are not the same; empty if the table is only in one of them, or differs otherwise. */
      readonly columns: readonly string[];
      readonly texts: readonly [OrderedText, OrderedText];
    }
  | {
      readonly kind: 'rows';
      readonly table: string;
      /** How many rows are only in the one, and only in the other. */
      readonly only: readonly [OrderedCount, OrderedCount];
    };

export type OrderedText = { readonly order: BranchOrder; readonly sql: string | null };

export type OrderedCount = { readonly order: BranchOrder; readonly rows: number };

/** What became of a file that both branches had, or that both have added. */
export type FileState = 'same' | 'edited' | 'deleted' | 'renamed' | 'added';

export type BranchFinding =
  | {
      /** The result depends on which of the two runs first. */
      readonly kind: 'order';
      readonly branch: string;
      readonly base: string;
      /** Whether the branch's file comes first by name. */
      readonly branchIsOlder: boolean;
      readonly problems: readonly OrderProblem[];
    }
  | ({ readonly kind: 'fails-alone'; readonly side: BranchSide | 'common' } & BranchFailure)
  | {
      /** A file that databases may have applied as it was is another one now. */
      readonly kind: 'changed';
      readonly migration: string;
      readonly branch: FileState;
      readonly base: FileState;
    };

export type BranchReport = {
  /** How many migrations both have. */
  readonly common: number;
  /** The names of those that only one of them has, in order. */
  readonly branch: readonly string[];
  readonly base: readonly string[];
  readonly findings: readonly BranchFinding[];
  /** Columns whose values differ whenever the same order runs again, such as times. They are not compared. */
  readonly unstable: readonly { readonly table: string; readonly column: string }[];
};
