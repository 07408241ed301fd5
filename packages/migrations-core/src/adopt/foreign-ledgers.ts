// The ledgers of other tools in a SQLite database: their tables, and which of their rows mean that a migration is
// applied.

export const foreignTools = ['wrangler', 'drizzle', 'prisma', 'knex', 'kysely'] as const;

export type ForeignTool = (typeof foreignTools)[number];

/** What another tool has applied: `name` without an extension, null if it stores none; `batch` if it has batches. */
export type ForeignEntry = { readonly name: string | null; readonly batch: number | null };

export type Row = Readonly<Record<string, unknown>>;

export type ForeignLedger = {
  readonly tool: ForeignTool;
  readonly table: string;
  /** The order in which its rows were written, as SQL. */
  readonly order: string;
  /** undefined for a row that does not mean applied. */
  readonly entryOf: (row: Row) => ForeignEntry | undefined;
};

/** Tables that these tools create themselves, not in a migration. */
export const foreignTables: readonly string[] = [
  '__drizzle_migrations',
  '_prisma_migrations',
  'knex_migrations',
  'knex_migrations_lock',
  'kysely_migration',
  'kysely_migration_lock',
];

/** Their default table names; wrangler's as configured. */
export function foreignLedgers(wranglerTable: string): readonly ForeignLedger[] {
  return [
    // wrangler, d1/migrations: the file's path below migrations_dir. With a migrations_pattern a migration is a
    // folder, as drizzle and Prisma write them, and its file has the same name in each folder.
    {
      tool: 'wrangler',
      table: wranglerTable,
      order: 'id',
      entryOf: ({ name }) =>
        named(typeof name === 'string' ? name.replace(/(?<=.)\/migration\.sql$/, '') : name),
    },
    // drizzle-orm, migrator: a hash of the file and the time at which it was generated; later versions add the name.
    {
      tool: 'drizzle',
      table: '__drizzle_migrations',
      order: 'id',
      entryOf: ({ name }) => named(name),
    },
    // prisma, schema engine: a row is written when a migration starts, and completed when it ends.
    {
      tool: 'prisma',
      table: '_prisma_migrations',
      order: 'started_at, migration_name',
      entryOf: ({ migration_name, finished_at, rolled_back_at }) =>
        finished_at === null || rolled_back_at !== null ? undefined : named(migration_name),
    },
    {
      tool: 'knex',
      table: 'knex_migrations',
      order: 'id',
      entryOf: ({ name, batch }) => ({ ...named(name), batch: typeof batch === 'number' ? batch : null }),
    },
    {
      tool: 'kysely',
      table: 'kysely_migration',
      order: 'timestamp, name',
      entryOf: ({ name }) => named(name),
    },
  ];
}

function named(name: unknown): ForeignEntry {
  if (typeof name !== 'string') return { name: null, batch: null };
  return { name: name.replace(/^.*\//, '').replace(/\.(?:sql|[cm]?[jt]s)$/, ''), batch: null };
}
