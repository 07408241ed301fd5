// The part of a wrangler configuration that Roost uses, as data.

/** One entry of `d1_databases`. */
export type D1Binding = {
  readonly binding: string;
  readonly databaseName?: string;
  readonly databaseId?: string;
  readonly previewDatabaseId?: string;
  readonly migrationsDir?: string;
  /** Which files below the configuration's folder wrangler takes for migrations; those of `migrationsDir` unless given. */
  readonly migrationsPattern?: string;
  readonly migrationsTable?: string;
};

/** What the top level says, or one `env.<name>`. */
export type WranglerEnvironment = {
  /** `account_id`; an environment that has none inherits that of the top level. */
  readonly accountId: string | undefined;
  /** `d1_databases`; environments inherit none. */
  readonly databases: readonly D1Binding[];
};

export type WranglerConfig = WranglerEnvironment & {
  /** The file that this was read from. */
  readonly file: string;
  readonly environments: ReadonlyMap<string, WranglerEnvironment>;
};
