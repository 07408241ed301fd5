// The types of a schema as plain data.

/** What rows look like in TypeScript, by table and view. */
export type SchemaTypes = {
  /** By name. */
  readonly tables: readonly TableTypes[];
};

export type TableTypes = {
  readonly kind: 'table' | 'view';
  readonly name: string;
  /** The name in PascalCase: `UserPosts`, of which `UserPostsRow` and others are made. */
  readonly typeName: string;
  readonly columns: readonly ColumnTypes[];
};

export type ColumnTypes = {
  readonly name: string;
  /** The type as declared; empty if there is none. */
  readonly declared: string;
  /** What D1 returns, as the members of a union of TypeScript types. */
  readonly row: readonly string[];
  /** What D1 takes, `Bytes` for what it binds as a blob; null if the column cannot be written. */
  readonly insert: readonly string[] | null;
  /** Whether an insert can omit the column: it has a default, is nullable, or is the row id. */
  readonly isOptional: boolean;
  /** Whether it is part of a primary key that SQLite allows to be NULL. */
  readonly isNullableKey: boolean;
};
