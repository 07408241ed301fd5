// The words that fit at the cursor. Those that depend on the project are looked up.
import { readWranglerConfig } from '@roostjs/d1-adapter/wrangler';
import type { Context } from '../context.ts';
import { listMigrationFiles } from '../migrations-folder/list.ts';
import { configFile, migrationsFolder, seedersFolder } from '../project.ts';
import { listSeederFiles } from '../seeders-folder/list.ts';
import { allDatabases } from '../target.ts';
import type { Candidate, Wanted } from './wanted.ts';

/** Words, or what the shell itself can list. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

/** Empty if nothing is known. Throws what the command line would, if the project cannot be read. */
export async function candidatesFor(
  place: Pick<Context, 'cwd' | 'env'>,
  wanted: Wanted,
): Promise<Candidates> {
  if (wanted.kind === 'words') return beginningWith(wanted.written, wanted.words);
  const { before, written, name, flags } = wanted;
  if (name === 'file' || name === 'path') return 'files';
  if (name === 'dir' || name === 'folder') return 'folders';
  const words = await projectWords(place, name, flags);
  return beginningWith(
    `${before}${written}`,
    words.map((word) => ({ word: `${before}${word}`, summary: '' })),
  );
}

function beginningWith(written: string, words: readonly Candidate[]): readonly Candidate[] {
  return words.filter(({ word }) => word.startsWith(written));
}

type Flags = Readonly<Record<string, string>>;

async function projectWords(
  place: Pick<Context, 'cwd' | 'env'>,
  name: string,
  flags: Flags,
): Promise<readonly string[]> {
  switch (name) {
    case 'migration':
      return listMigrationFiles(await migrationsFolder(place, flags)).map((file) => file.name);
    case 'seeder':
      return listSeederFiles(await seedersFolder(place, flags)).map((file) => file.name);
    case 'environment':
      return environmentsOf(configFile(place, flags['config']));
    case 'binding':
      return bindingsOf(await allDatabases(place, flags));
    default:
      return [];
  }
}

async function environmentsOf(config: string | undefined): Promise<readonly string[]> {
  return config === undefined ? [] : [...(await readWranglerConfig(config)).environments.keys()];
}

function bindingsOf(found: Awaited<ReturnType<typeof allDatabases>>): readonly string[] {
  return [...new Set((found?.databases ?? []).map(({ binding }) => binding))];
}
