// A schema as a picture shows it: tables, their columns, and which table refers to which. Plain data.

/** What became of a part between two schemas; null if it is as it was, or there is only one schema. */
export type Change = 'added' | 'removed' | 'changed' | null;

export type DiagramColumn = {
  readonly name: string;
  /** As it is written; empty if the column has no type. */
  readonly type: string;
  readonly isPrimaryKey: boolean;
  readonly isForeignKey: boolean;
  /** By itself: a column of a composite key is not. */
  readonly isUnique: boolean;
  /** Whether it takes no NULL. */
  readonly isRequired: boolean;
  /** Equal for two columns that are the same to every statement. */
  readonly definition: string;
  readonly change: Change;
};

export type DiagramTable = {
  readonly name: string;
  /** Empty if `note` takes their place. */
  readonly columns: readonly DiagramColumn[];
  /** Why no columns are known; otherwise null. */
  readonly note: string | null;
  /** Equal for two tables with the same constraints and options beside their columns. */
  readonly rest: string;
  readonly change: Change;
};

/** A foreign key. Its table and columns are named as in the tables of the diagram. */
export type DiagramReference = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** Whether at most one row refers to a row of the parent. */
  readonly isUnique: boolean;
  /** Whether a row may refer to none. */
  readonly isOptional: boolean;
  readonly change: Change;
};

export type Diagram = {
  /** By name. */
  readonly tables: readonly DiagramTable[];
  /** Without those to a table that does not exist. */
  readonly references: readonly DiagramReference[];
};

/** `posts (author_id) → users (id)`. */
export function referenceText({ table, columns, parent, parentColumns }: DiagramReference): string {
  return `${table} (${columns.join(', ')}) → ${parent} (${parentColumns.join(', ')})`;
}
