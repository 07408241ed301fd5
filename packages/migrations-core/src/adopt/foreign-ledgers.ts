// The ledgers of other tools in a SQLite database: how they are recognized, and which of their rows mean that a
// migration is applied.
import { isSameName } from '@roostjs/internal-sql';
import type { foreignLedgerTables } from '../database/foreign-tables.ts';
import type { TableColumns } from '../ledger/ledger.ts';

export type ForeignTool =
  | 'wrangler'
  | 'alchemy'
  | 'nuxthub'
  | 'drizzle'
  | 'payload'
  | 'prisma'
  | 'knex'
  | 'lucid'
  | 'kysely'
  | 'umzug'
  | 'effect'
  | 'dbmate'
  | 'goose'
  | 'sql-migrate';

/**
 * What another tool has applied: `name` without folders and extension, or only the digits that it begins with, or null
 * if the tool stores neither; `batch` if it has batches.
 */
export type ForeignEntry = { readonly name: string | null; readonly batch: number | null };

export type Row = Readonly<Record<string, unknown>>;

type LedgerOfTool = {
  readonly table: (typeof foreignLedgerTables)[number];
  /** The columns by which it is recognized. */
  readonly columns: readonly string[];
  /** The columns that it does not have, but another tool's table of the same name does. */
  readonly without?: readonly string[];
  /** The order in which its rows were written, as SQL. */
  readonly order: string;
  /** undefined for a row that does not mean applied. */
  readonly entryOf: (row: Row) => ForeignEntry | undefined;
  /** The name of a migration that was started and not finished. */
  readonly unfinished?: (row: Row) => string | undefined;
};

export type ForeignLedger = Omit<LedgerOfTool, 'table'> & {
  readonly tool: ForeignTool;
  readonly table: string;
};

const byName = ({ name }: Row): ForeignEntry => named(name);
const byNameWithBatch = ({ name, batch }: Row): ForeignEntry => ({ ...named(name), batch: numberOf(batch) });

/** A row is from the tool's own source. Two tools may have the same table; the first that recognizes it has it. */
const ledgers: Readonly<Record<ForeignTool, LedgerOfTool>> = {
  // d1/migrations: the file's path below migrations_dir.
  wrangler: {
    table: 'd1_migrations',
    columns: ['id', 'name'],
    without: ['type'],
    order: 'id',
    entryOf: byName,
  },
  // cloudflare/d1-migrations: as wrangler, with the type `import` for a file of data; its earliest version has the name
  // in the column `id`.
  alchemy: {
    table: 'd1_migrations',
    columns: ['id', 'applied_at'],
    order: 'applied_at, id',
    entryOf: ({ id, name = id, type }) => (type === 'import' ? undefined : named(name)),
  },
  // @nuxthub/core, db/lib/utils.
  nuxthub: { table: '_hub_migrations', columns: ['id', 'name', 'applied_at'], order: 'id', entryOf: byName },
  // drizzle-orm, migrator: a hash of the file and the time at which it was generated; later versions add the name.
  drizzle: {
    table: '__drizzle_migrations',
    columns: ['hash', 'created_at'],
    order: 'created_at',
    entryOf: byName,
  },
  // @payloadcms/drizzle: batch -1 is a schema that was pushed while developing, and not a migration.
  payload: {
    table: 'payload_migrations',
    columns: ['id', 'name', 'batch'],
    order: 'id',
    entryOf: (row) => (numberOf(row['batch']) === -1 ? undefined : byNameWithBatch(row)),
  },
  // prisma, schema engine: a row is written when a migration starts, and completed when it ends. A failed migration
  // that was resolved has rolled_back_at.
  prisma: {
    table: '_prisma_migrations',
    columns: ['migration_name', 'started_at', 'finished_at', 'rolled_back_at'],
    order: 'started_at, migration_name',
    entryOf: ({ migration_name, finished_at, rolled_back_at }) =>
      finished_at === null || rolled_back_at !== null ? undefined : named(migration_name),
    unfinished: ({ migration_name, finished_at, rolled_back_at }) =>
      finished_at === null && rolled_back_at === null ? String(migration_name) : undefined,
  },
  knex: {
    table: 'knex_migrations',
    columns: ['id', 'name', 'batch'],
    order: 'id',
    entryOf: byNameWithBatch,
  },
  // @adonisjs/lucid, migration/runner: the file's path without its extension.
  lucid: { table: 'adonis_schema', columns: ['id', 'name', 'batch'], order: 'id', entryOf: byNameWithBatch },
  kysely: {
    table: 'kysely_migration',
    columns: ['name', 'timestamp'],
    order: 'timestamp, name',
    entryOf: byName,
  },
  // umzug, storage/sequelize.
  umzug: { table: 'SequelizeMeta', columns: ['name'], order: 'name', entryOf: byName },
  // effect, sql/Migrator: the file's number and title, apart.
  effect: {
    table: 'effect_sql_migrations',
    columns: ['migration_id', 'name'],
    order: 'migration_id',
    entryOf: ({ migration_id, name }) => named(`${migration_id}_${name}`),
  },
  // dbmate, driver/sqlite: the digits that the file's name begins with. golang-migrate has one row, with `dirty`.
  dbmate: {
    table: 'schema_migrations',
    columns: ['version'],
    without: ['dirty'],
    order: 'version',
    entryOf: ({ version }) => named(String(version)),
  },
  // goose, dialects/sqlite3: the file's number. Its first row has version 0; a rollback deletes the row.
  goose: {
    table: 'goose_db_version',
    columns: ['id', 'version_id', 'is_applied'],
    order: 'id',
    entryOf: ({ version_id, is_applied }) =>
      version_id === 0 || !is_applied ? undefined : named(String(version_id)),
  },
  // sql-migrate: `id` is the file's name.
  'sql-migrate': {
    table: 'gorp_migrations',
    columns: ['id', 'applied_at'],
    order: 'applied_at, id',
    entryOf: ({ id }) => named(id),
  },
};

export const foreignTools: readonly ForeignTool[] = Object.keys(ledgers) as ForeignTool[];

/** The ledger of the tool in a table of any name. */
export function foreignLedger(tool: ForeignTool, table: string): ForeignLedger {
  return { ...ledgers[tool], tool, table };
}

/** The ledger that the tool has by default; wrangler's as configured. */
function defaultLedger(tool: ForeignTool, wranglerTable: string): ForeignLedger {
  return foreignLedger(tool, tool === 'wrangler' ? wranglerTable : ledgers[tool].table);
}

/** The ledgers among the tables, each of one tool. */
export function recognized(
  tables: readonly TableColumns[],
  wranglerTable: string,
  tools: readonly ForeignTool[] = foreignTools,
): readonly ForeignLedger[] {
  return tables.flatMap(({ table, columns }) => {
    const candidates = tools.map((tool) => defaultLedger(tool, wranglerTable));
    const ledger = candidates.find((one) => isSameName(one.table, table) && lackingIn(one, columns) === null);
    return ledger === undefined ? [] : [{ ...ledger, table }];
  });
}

/** How the columns show that the table is not the tool's; null if they do not. */
export function lackingIn(
  { columns, without = [] }: ForeignLedger,
  present: readonly string[],
): string | null {
  const has = (name: string): boolean => present.some((column) => isSameName(column, name));
  const missing = columns.find((name) => !has(name));
  if (missing !== undefined) return `has no column '${missing}'`;
  const other = without.find(has);
  return other === undefined ? null : `has a column '${other}'`;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

// With one folder for each migration, as drizzle and Prisma write them, its file has the same name in each.
function named(name: unknown): ForeignEntry {
  if (typeof name !== 'string') return { name: null, batch: null };
  const file = name.replace(/(?<=.)\/migration\.sql$/, '').replace(/^.*\//, '');
  return { name: file.replace(/\.(?:sql|[cm]?[jt]s)$/, '').replace(/(?<=.)\.up$/, ''), batch: null };
}
