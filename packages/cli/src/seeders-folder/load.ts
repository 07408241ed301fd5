// Loads the seeders of a folder: modules as migrations are loaded, SQL and JSON as texts. Runs none of them.
import { type LoadedSeeder, loadSeeders, type SeederEntry } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { SeedersFlags } from '../flags.ts';
import { loadModule } from '../migrations-folder/load.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { seedersFolder } from '../project.ts';
import { rowsFromJson } from './json-rows.ts';
import { listSeederFiles, type SeederFile, selectSeeders } from './list.ts';
import { withSeederFile } from './with-file.ts';

export type FolderSeeders = {
  readonly seeders: readonly LoadedSeeder[];
  readonly files: readonly SeederFile[];
};

/** Those of these names, or all. Throws SEEDERS.*, SEED.INVALID and the MIGRATION codes of a file that cannot be loaded. */
export async function loadFolder(
  context: Pick<Context, 'cwd' | 'env'>,
  flags: SeedersFlags,
  names: readonly string[] = [],
): Promise<FolderSeeders> {
  const files = selectSeeders(listSeederFiles(await seedersFolder(context, flags)), names);
  try {
    return { seeders: await loadSeeders(files.map(toEntry)), files };
  } catch (error) {
    throw withSeederFile(error, files);
  }
}

function toEntry({ name, kind, path }: SeederFile): SeederEntry {
  switch (kind) {
    case 'module':
      return { name, load: () => loadModule(path) };
    case 'sql':
      return { name, load: async () => readText(path) };
    case 'json':
      return { name, load: async () => rowsFromJson(path, readText(path)) };
  }
}
