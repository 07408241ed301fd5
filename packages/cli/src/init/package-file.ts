// The package.json of a project: scripts that are added to it, and whether roost is installed. Reads only.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@roostjs/internal-errors';
import { packageFileInvalid } from '../errors.ts';
import { readText } from '../migrations-folder/read-text.ts';

export type PackageFile = {
  readonly path: string;
  readonly text: string;
  readonly name: string | undefined;
  readonly scripts: Readonly<Record<string, unknown>>;
  /** Whether it lists @roostjs/cli. */
  readonly hasRoost: boolean;
};

/** What the scripts are called, and what they run. */
export const roostScripts: Readonly<Record<string, string>> = {
  'make:migration': 'roost make:migration',
  migrate: 'roost migrate',
  'migrate:status': 'roost migrate:status',
  'migrate:rollback': 'roost migrate:rollback',
};

/** undefined if the folder has none. Throws INIT.PACKAGE_INVALID and MIGRATION.UNREADABLE. */
export function readPackageFile(folder: string): PackageFile | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const text = readText(path);
  const value = parse(path, text);
  const { name, scripts, dependencies, devDependencies } = value;
  return {
    path,
    text,
    name: typeof name === 'string' ? name : undefined,
    scripts: isObject(scripts) ? scripts : {},
    hasRoost: [dependencies, devDependencies].some((list) => isObject(list) && '@roostjs/cli' in list),
  };
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw packageFileInvalid(path, messageOf(cause));
  }
  if (!isObject(value)) throw packageFileInvalid(path, 'it is no object');
  if (value['scripts'] !== undefined && !isObject(value['scripts']))
    throw packageFileInvalid(path, 'scripts is no object');
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
