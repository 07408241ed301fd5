// The module of a folder's migrations, as a file to write.
import { dirname } from 'node:path';
import { buildFileUnusable } from '../errors.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { count } from '../output/style.ts';
import { moduleParts } from './module-parts.ts';
import { type ModulePart, moduleText } from './module-text.ts';
import { languageOf } from './out-file.ts';

export type Built = {
  readonly generated: GeneratedFile;
  readonly migrations: readonly Pick<ModulePart, 'name' | 'checksum' | 'kind'>[];
  /** What the file contains, as a part of a sentence. */
  readonly what: string;
};

/** For this absolute path, whose folder the imports are relative to. Throws what `moduleParts` and `languageOf` throw. */
export async function buildModule(folder: string, file: string): Promise<Built> {
  const language = languageOf(file);
  const parts = await moduleParts(folder, dirname(file));
  return {
    generated: { file, text: moduleText(parts, language), unusable: buildFileUnusable },
    migrations: parts.map(({ name, checksum, kind }) => ({ name, checksum, kind })),
    what: `a module of ${count(parts.length, 'migration')}`,
  };
}
