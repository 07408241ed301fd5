// The migrations of a folder as parts of the module that imports them.
import { relative, sep } from 'node:path';
import { listMigrations } from '@roostjs/internal-core';
import type { MigrationEntry } from '@roostjs/migrations-core';
import { importsUnfit } from '../errors.ts';
import { listMigrationFiles, type MigrationFile } from '../migrations-folder/list.ts';
import { migrationEntry } from '../migrations-folder/source.ts';
import type { ModulePart } from './module-text.ts';

/**
 * In the order in which they run. `from`: the folder of the module that imports them. Throws what a folder's source throws,
 * MIGRATION.SQL_INVALID, and BUILD.IMPORT_UNFIT for a path that an import cannot name.
 */
export async function moduleParts(folder: string, from: string): Promise<readonly ModulePart[]> {
  const files = new Map(listMigrationFiles(folder).map((file) => [file.name, file]));
  const entries = await listMigrations({ list: async () => [...files.values()].map(migrationEntry) });
  const parts = await Promise.all(entries.map((entry) => partOf(entry, files.get(entry.name), from)));
  const unfit = parts.flatMap((part) =>
    part.kind === 'module' && isUnfit(part.specifier) ? [part.specifier] : [],
  );
  if (unfit.length > 0) throw importsUnfit(unfit);
  return parts;
}

async function partOf(
  entry: MigrationEntry,
  file: MigrationFile | undefined,
  from: string,
): Promise<ModulePart> {
  const { name, checksum } = entry;
  if (file === undefined || checksum === undefined) throw new Error(`'${name}' has no file.`);
  if (file.kind === 'module')
    return { kind: 'module', name, checksum, specifier: specifierOf(from, file.path) };
  // Its sections are checked.
  await entry.load();
  return { kind: 'sql', name, checksum, up: entry.text ?? '', down: entry.downText };
}

function specifierOf(from: string, path: string): string {
  const way = relative(from, path).split(sep).join('/');
  return way.startsWith('../') ? way : `./${way}`;
}

// Vite takes what follows a question mark or a hash for a query, Node.js decodes a percent sign, and each takes a backslash for a slash.
function isUnfit(specifier: string): boolean {
  return /[?#%\\]/.test(specifier);
}
