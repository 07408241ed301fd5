// What running a migration has shown, as data.

/** What one statement took away of one table that was there before. */
export type SeenLoss = {
  /** The statement's place among the steps. */
  readonly at: number;
  /** The table by its name before the migration. */
  readonly table: string;
  /** Columns whose values are lost; null where rows are. */
  readonly columns: readonly string[] | null;
  readonly isWhole: boolean;
  /** `statement`: it names the table. `reference`: a foreign key acted. `trigger`: a trigger did. `type`: a column's type made another value of it. */
  readonly cause: 'statement' | 'reference' | 'trigger' | 'type';
};

/** `unseen`: it could not be run where anything is. `unfilled`: tables that took no row, by lower-case name. */
export type Verdict =
  | { readonly kind: 'unseen' }
  | { readonly kind: 'seen'; readonly losses: readonly SeenLoss[]; readonly unfilled: ReadonlySet<string> };
