// Loads a migration file with Node, or with jiti if Node cannot. A file that has thrown is not run again.
import { existsSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { isRoostError } from '@roostjs/internal-errors';
import { backslashInPath, exportMissing, importFailed, importThrew } from '../errors.ts';
import { importWithJiti } from './jiti-import.ts';
import { missingExport } from './missing-export.ts';
import { importNatively } from './native-import.ts';
import { lineThrownAt } from './thrown-at.ts';

// Node's error codes for an import that cannot be resolved.
const notFoundCodes: ReadonlySet<unknown> = new Set([
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
]);

/**
 * The namespace of the module at this path, as `import()` returns it. Throws MIGRATION.SYNTAX,
 * MIGRATION.IMPORT_FAILED, MIGRATION.IMPORT_THREW.
 */
export async function loadModule(path: string): Promise<unknown> {
  refuseBackslash(path);
  const result = await importNatively(path);
  if (result.state === 'loaded') return result.namespace;
  if (result.state === 'threw') throw importThrew(path, lineThrownAt(path, result.error), result.error);
  const missing = missingExport(result.error);
  if (missing !== undefined) throw exportMissing(missing.file, missing.specifier, missing.name);
  try {
    return await importWithJiti(path);
  } catch (error) {
    throw toFailure(path, error);
  }
}

// On these systems a file name can have a backslash, but an import takes it for a separator and would load another file.
function refuseBackslash(path: string): void {
  if (sep === '\\') return;
  const target = existsSync(path) ? realpathSync.native(path) : path;
  const refused = [path, target].find((name) => name.includes('\\'));
  if (refused !== undefined) throw backslashInPath(refused);
}

function toFailure(path: string, error: unknown): unknown {
  if (isRoostError(error)) return error;
  return isNotFound(error) ? notFound(path, error) : importThrew(path, lineThrownAt(path, error), error);
}

function isNotFound(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && notFoundCodes.has(error.code);
}

function notFound(path: string, error: Error): Error {
  const specifier = /'([^']+)'/.exec(error.message)?.[1] ?? error.message;
  const [importer] = 'requireStack' in error && Array.isArray(error.requireStack) ? error.requireStack : [];
  return importFailed(typeof importer === 'string' ? importer : path, specifier, error);
}
