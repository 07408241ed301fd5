// What a caller of rebuildTable asks for.
import type { NewDependants } from './dependents.ts';
import type { SqlExpression } from './sql-expression.ts';
import type { TableChange } from './table-change.ts';

export type TableRebuild = {
  readonly table: string;
  /**
   * Columns by name, each with the SQL expression over the old row that fills it, or with a value that is no text:
   * `{ slug: "lower(title)", views: 0 }`.
   */
  readonly copy?: Readonly<Record<string, SqlExpression>>;
  /** Columns that are kept under another name: from the old name to the new one. */
  readonly rename?: Readonly<Record<string, string>>;
  /**
   * Columns that are dropped with their values. A column that is neither named here nor kept nor copied from is
   * refused.
   */
  readonly drop?: readonly string[];
  /**
   * New texts for the indexes, triggers and views that use a renamed or dropped column, by their names; null drops
   * one. All others are kept as they are.
   */
  readonly dependants?: NewDependants;
  /**
   * Whether the error about a column whose values would change shows one of them. false if omitted: a value may be
   * personal data, and errors end up in logs.
   */
  readonly showExample?: boolean;
} & (
  | {
      /** The new table as a CREATE TABLE statement, under its own name or any other. */
      readonly create: string;
      readonly change?: never;
    }
  | {
      readonly create?: never;
      /** The changes in the new table; everything else stays verbatim. */
      readonly change?: TableChange;
    }
);
