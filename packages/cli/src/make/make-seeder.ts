// Writes the file of a new seeder. It never overwrites one.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seederNameTaken, seedersFolderUnwritable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { writeNewFile } from '../whole-files.ts';
import { seederName } from './name.ts';
import { seederText } from './templates.ts';

export type CreatedSeeder = { readonly name: string; readonly path: string };

const extensions = ['.ts', '.mts', '.js', '.mjs', '.sql', '.json'];

/** Creates the folder too. Throws SEEDERS.NAME_INVALID, SEEDERS.NAME_TAKEN, SEEDERS.FOLDER_UNWRITABLE. */
export function makeSeeder(folder: string, input: string): CreatedSeeder {
  const name = seederName(input);
  const path = join(folder, `${name}.ts`);
  const taken = extensions
    .map((extension) => path.replace(/\.ts$/, extension))
    .find((file) => existsSync(file));
  if (taken !== undefined) throw seederNameTaken(name, taken);
  try {
    mkdirSync(folder, { recursive: true });
    writeNewFile(path, seederText());
    return { name, path };
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw cause.code === 'EEXIST' && existsSync(path)
      ? seederNameTaken(name, path)
      : seedersFolderUnwritable(folder, cause);
  }
}
