// The part of a wrangler configuration that Roost uses, as data.

/** One entry of `d1_databases`. */
export type D1Binding = {
  readonly binding: string;
  readonly databaseName?: string;
  readonly databaseId?: string;
  readonly previewDatabaseId?: string;
  readonly migrationsDir?: string;
  readonly migrationsTable?: string;
};

export type WranglerConfig = {
  /** The file that this was read from. */
  readonly file: string;
  /** `d1_databases` at the top level. */
  readonly databases: readonly D1Binding[];
  /** `d1_databases` of each `env.<name>`; environments inherit none from the top level. */
  readonly environments: ReadonlyMap<string, readonly D1Binding[]>;
};
