// Finds the folders of a project that have migrations, and whose they are. Reads only.
import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRoostError } from '@roostjs/internal-errors';
import { folderUnreadable } from '../errors.ts';
import { isMigrationFolder, readFileName } from '../migrations-folder/file-name.ts';
import { listMigrationFiles, type MigrationFile } from '../migrations-folder/list.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { moduleTool } from './module-tool.ts';

export type MigrationFolder = {
  readonly path: string;
  /** The tool whose migrations they look like; null if nothing tells. */
  readonly tool: string | null;
  readonly migrations: number;
  /** Why Roost cannot use the folder as it is; null if it can. */
  readonly obstacle: string | null;
};

// Deeper than packages/db/src/migrations.
const maxDepth = 5;

const skipped: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor']);

/**
 * Below this folder, in the order of their paths; without what starts with a dot, is installed or is built, and without
 * the seeders, whose files may be called as migrations are.
 */
export function migrationFoldersBelow(folder: string, seeders: string): readonly MigrationFolder[] {
  return search(folder, seeders, 0);
}

/** The folder itself; undefined if it has no migrations. */
export function migrationFolderAt(folder: string): MigrationFolder | undefined {
  return existsSync(folder) ? examine(folder, entriesIn(folder)) : undefined;
}

function search(folder: string, seeders: string, depth: number): readonly MigrationFolder[] {
  if (folder === seeders) return [];
  const entries = entriesIn(folder);
  const here = depth === 0 ? undefined : examine(folder, entries);
  const below = entries
    .filter((entry) => depth < maxDepth && isSearched(entry))
    .flatMap(({ name }) => search(join(folder, name), seeders, depth + 1));
  return here === undefined ? below : [here, ...below];
}

function isSearched(entry: Dirent): boolean {
  const { name } = entry;
  return entry.isDirectory() && !name.startsWith('.') && !skipped.has(name) && !isMigrationFolder(name);
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw folderUnreadable(folder, cause);
  }
}

function examine(path: string, entries: readonly Dirent[]): MigrationFolder | undefined {
  if (!entries.some((entry) => isMigration(path, entry))) return undefined;
  try {
    const files = listMigrationFiles(path);
    const [first] = files;
    if (first === undefined) return undefined;
    return { path, migrations: files.length, ...toolOf(path, files, first) };
  } catch (error) {
    if (!isRoostError(error)) throw error;
    const migrations = entries.filter((entry) => isMigration(path, entry)).length;
    return { path, tool: null, migrations, obstacle: error.message };
  }
}

function isMigration(folder: string, entry: Dirent): boolean {
  const { name } = entry;
  if (entry.isDirectory()) return isMigrationFolder(name) && existsSync(join(folder, name, 'migration.sql'));
  return readFileName(name) !== undefined;
}

type Owner = Pick<MigrationFolder, 'tool' | 'obstacle'>;

function toolOf(folder: string, files: readonly MigrationFile[], first: MigrationFile): Owner {
  const module = files.find(({ kind }) => kind === 'module');
  return module === undefined
    ? { tool: sqlTool(folder, first), obstacle: null }
    : moduleOwner(moduleTool(readText(module.path)));
}

function moduleOwner(tool: ReturnType<typeof moduleTool>): Owner {
  if (tool === 'roost') return { tool, obstacle: null };
  if (tool === undefined) return { tool: null, obstacle: 'its modules are not migrations of Roost' };
  return { tool, obstacle: `its modules are migrations of ${tool}, which only ${tool} can run` };
}

// What the tools leave beside their migrations, or write into them.
function sqlTool(folder: string, { name, path }: MigrationFile): string | null {
  const has = (...names: readonly string[]): boolean => existsSync(join(folder, ...names));
  if (has('meta', '_journal.json') || has(name, 'snapshot.json')) return 'drizzle-kit';
  if (has('migration_lock.toml')) return 'Prisma';
  const text = readText(path);
  if (/^-- migrate:up/m.test(text)) return 'dbmate';
  if (/^-- \+goose up/im.test(text)) return 'goose';
  if (/^-- \+migrate up/im.test(text)) return 'sql-migrate';
  if (/^-- Migration number: \d+/m.test(text)) return 'wrangler';
  return null;
}
