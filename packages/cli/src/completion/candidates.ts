// The words that fit at the cursor. Those that depend on the project are looked up.
import { readWranglerConfig } from '@roostjs/d1-adapter/wrangler';
import type { Context } from '../context.ts';
import { listMigrationFiles } from '../migrations-folder/list.ts';
import { configFile, migrationsFolder, seedersFolder } from '../project.ts';
import { listSeederFiles } from '../seeders-folder/list.ts';
import type { Candidate, Wanted } from './wanted.ts';

/** Words, or what the shell itself can list. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

/** Empty if nothing is known. Throws what the command line would, if the project cannot be read. */
export async function candidatesFor(place: Pick<Context, 'cwd'>, wanted: Wanted): Promise<Candidates> {
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
  place: Pick<Context, 'cwd'>,
  name: string,
  flags: Flags,
): Promise<readonly string[]> {
  switch (name) {
    case 'migration':
      return listMigrationFiles(migrationsFolder(place, flags)).map((file) => file.name);
    case 'seeder':
      return listSeederFiles(seedersFolder(place, flags)).map((file) => file.name);
    case 'environment':
      return [...(await configuration(place, flags)).environments.keys()];
    case 'binding':
      return bindingsOf(await configuration(place, flags));
    default:
      return [];
  }
}

type Configuration = Awaited<ReturnType<typeof readWranglerConfig>>;

async function configuration(
  place: Pick<Context, 'cwd'>,
  flags: Flags,
): Promise<Pick<Configuration, 'environments' | 'databases'>> {
  const file = configFile(place, flags['config']);
  return file === undefined ? { environments: new Map(), databases: [] } : readWranglerConfig(file);
}

function bindingsOf({
  databases,
  environments,
}: Pick<Configuration, 'environments' | 'databases'>): readonly string[] {
  const all = [...databases, ...[...environments.values()].flatMap((environment) => environment.databases)];
  return [...new Set(all.map(({ binding }) => binding))];
}
