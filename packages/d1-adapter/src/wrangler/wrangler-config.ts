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
  /** `account_id`; an environment without one inherits that of the top level. */
  readonly accountId: string | undefined;
  /** The Worker's `name`; an environment without one has that of the top level and its own, with a hyphen between them. */
  readonly workerName: string | undefined;
  /** `d1_databases`; environments do not inherit them. */
  readonly databases: readonly D1Binding[];
};

export type WranglerConfig = WranglerEnvironment & {
  /** The file that this was read from. */
  readonly file: string;
  readonly environments: ReadonlyMap<string, WranglerEnvironment>;
};
