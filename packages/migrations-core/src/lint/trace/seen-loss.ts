// What running a migration showed, as data.

/** What one statement removed from one table that existed before. */
export type SeenLoss = {
  /** The statement's index among the steps. */
  readonly at: number;
  /** The table's name before the migration. */
  readonly table: string;
  /** The columns whose values are lost; null if rows are. */
  readonly columns: readonly string[] | null;
  readonly isWhole: boolean;
  /**
   * `statement`: the statement names the table. `reference`: a foreign key acted. `trigger`: a trigger acted. `type`:
   * a column's type converted the value.
   */
  readonly cause: 'statement' | 'reference' | 'trigger' | 'type';
};

/**
 * An AUTOINCREMENT counter that a DROP TABLE removed. `table`: its table before and after the migration. `holder` and
 * `heir`: the names, before that statement, of the table that had the counter and of the one that takes its place; the
 * same if there is none yet.
 */
export type LostCounter = {
  /** The statement's index among the steps. */
  readonly at: number;
  readonly table: string;
  readonly holder: string;
  readonly heir: string;
};

/** Columns of a table, in lower case, to which an UPDATE gives back the values that they had before the migration. */
export type Restored = {
  /** The statement's index among the steps. */
  readonly at: number;
  readonly columns: readonly string[];
};

/**
 * `unseen`: the migration could not be run on any rows. `unfilled`: tables that accepted no row, by lower-case name.
 */
export type Verdict =
  | { readonly kind: 'unseen'; readonly counters: readonly LostCounter[] }
  | {
      readonly kind: 'seen';
      readonly losses: readonly SeenLoss[];
      readonly restored: readonly Restored[];
      readonly counters: readonly LostCounter[];
      readonly unfilled: ReadonlySet<string>;
    };
