// The part of a wrangler configuration that Roost uses, as data.

/** One entry of `d1_databases`. */
export type D1Binding = {
  readonly binding: string;
  readonly databaseName?: string;
  readonly databaseId?: string;
  readonly previewDatabaseId?: string;
  readonly migrationsDir?: string;
  /**
   * The files that wrangler treats as migrations, below the configuration's folder; by default those of
   * `migrationsDir`.
   */
  readonly migrationsPattern?: string;
  readonly migrationsTable?: string;
  /** Whether `wrangler dev` serves the database at Cloudflare instead of the local file. */
  readonly remote?: boolean;
};

/** The settings of the top level or of one `env.<name>`. */
export type WranglerEnvironment = {
  /** The name under which the Worker is deployed; undefined if the configuration sets none. */
  readonly name?: string | undefined;
  /** `account_id`; an environment without one inherits that of the top level. */
  readonly accountId: string | undefined;
  /** `d1_databases`; environments do not inherit them. */
  readonly databases: readonly D1Binding[];
};

export type WranglerConfig = WranglerEnvironment & {
  /** The file that this was read from. */
  readonly file: string;
  readonly environments: ReadonlyMap<string, WranglerEnvironment>;
};
