// Whether a file can be the module of migrations.
import { basename, dirname, extname, relative, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { readDocument } from '../document-file.ts';
import { buildFileUnusable, outUnfit } from '../errors.ts';
import { isScript } from '../migrations-folder/file-name.ts';
import { type ModuleLanguage, moduleMarker } from './module-text.ts';

/** Throws BUILD.FILE_UNFIT if its name does not say the language. */
export function languageOf(file: string): ModuleLanguage {
  switch (extname(file)) {
    case '.ts':
    case '.mts':
      return 'TypeScript';
    case '.js':
    case '.mjs':
      return 'JavaScript';
    default:
      throw outUnfit(file, 'its name does not end in .ts, .mts, .js or .mjs');
  }
}

/**
 * The absolute path. Throws BUILD.FILE_UNFIT also for a file that would be taken for a migration, or that something else
 * has written, and BUILD.FILE_UNUSABLE.
 */
export function outFile({ cwd }: Pick<Context, 'cwd'>, folder: string, out: string): string {
  const file = resolve(cwd, out);
  languageOf(file);
  if (relative(folder, dirname(file)) === '' && isScript(basename(file)))
    throw outUnfit(
      file,
      'in the migrations folder, a script whose name does not begin with _ is a migration',
    );
  const present = readDocument(file, buildFileUnusable) ?? '';
  if (present !== '' && !present.startsWith(moduleMarker))
    throw outUnfit(file, 'it exists, and roost build:migrations has not written it');
  return file;
}
