// Where migrations come from. A source lists names without loading modules, so that a run without pending migrations
// loads nothing.
import { isPlain } from '@roostjs/internal-errors';
import { duplicateNames, invalidNames, invisibleCharacters } from './errors.ts';
import { compareMigrationNames, parseMigrationName } from './migration.ts';

export type MigrationEntry = {
  /** The file's name without its extension. */
  readonly name: string;
  /** SHA-256 of the file's text; undefined without a file. */
  readonly checksum?: string;
  /** The file's text; undefined without a file. Only lint reads it. */
  readonly text?: string;
  /** The text of a file of its own with what runs down; undefined without one. Only lint reads it. */
  readonly downText?: string | undefined;
  /** Returns the module, whose default export is the migration, or the migration itself, which may be SQL. */
  load(): Promise<unknown>;
};

export type MigrationSource = { list(): Promise<readonly MigrationEntry[]> };

/**
 * Name → migration, module (`{ default: migration }`), SQL, or function that imports one, as bundlers create them. A
 * key may contain folders and an extension: only the file's name counts.
 */
export type MigrationMap = Readonly<Record<string, unknown>>;

export function toMigrationSource(migrations: MigrationSource | MigrationMap): MigrationSource {
  return isSource(migrations) ? migrations : fromMap(migrations);
}

/** Lists a source in the order in which migrations run. Throws MIGRATION.NAME_INVALID, MIGRATION.NAME_DUPLICATE. */
export async function listMigrations(source: MigrationSource): Promise<readonly MigrationEntry[]> {
  return inOrder(await source.list());
}

/** As `listMigrations`, without waiting. */
export function inOrder(listed: readonly MigrationEntry[]): readonly MigrationEntry[] {
  const entries = [...listed].sort((a, b) => compareMigrationNames(a.name, b.name));
  const invalid = entries.filter((entry) => parseMigrationName(entry.name) === undefined);
  if (invalid.length > 0) throw invalidNames(invalid.map((entry) => entry.name));
  const invisible = entries.filter((entry) => !isPlain(entry.name));
  if (invisible.length > 0) throw invisibleCharacters(invisible.map((entry) => entry.name));
  const duplicates = entries.filter((entry, index) => entry.name === entries[index - 1]?.name);
  if (duplicates.length > 0) throw duplicateNames(duplicates.map((entry) => entry.name));
  return entries;
}

export function isSource(migrations: MigrationSource | MigrationMap): migrations is MigrationSource {
  return typeof migrations['list'] === 'function';
}

function fromMap(migrations: MigrationMap): MigrationSource {
  const entries = entriesOf(migrations);
  return { list: async () => entries };
}

export function entriesOf(migrations: MigrationMap): readonly MigrationEntry[] {
  return Object.entries(migrations).map(([key, value]) => ({
    name: key.replace(/^.*\//, '').replace(/\.(?:m?[jt]s|sql)$/, ''),
    load: async () => (typeof value === 'function' ? await value() : value),
  }));
}
