// Loads a migration from its module, and checks before anything runs what the module exports.
import { invalidExport } from './errors.ts';
import type { Migration } from './migration.ts';
import type { MigrationEntry } from './source.ts';
import { migrationFromSql } from './sql-migration.ts';
import type { PlanStep } from './step.ts';
import { stepKey } from './step.ts';

export type LoadedMigration = {
  readonly name: string;
  readonly checksum: string | null;
  readonly migration: Migration;
};

/** By direction and name: a step down may run the stored down() of a migration whose up() runs from its file. */
export type LoadedMigrations = ReadonlyMap<string, LoadedMigration>;

export function loadedFor(step: PlanStep, loaded: LoadedMigrations): LoadedMigration {
  const migration = loaded.get(stepKey(step));
  if (migration === undefined) throw new Error(`The plan's migration '${step.name}' was not loaded.`);
  return migration;
}

/**
 * Loads one migration. Throws MIGRATION.EXPORT_INVALID if the default export is not a migration, and
 * MIGRATION.SQL_INVALID.
 */
export async function loadMigration(entry: MigrationEntry): Promise<Migration> {
  const module = await entry.load();
  const migration = defaultExport(module);
  if (migration === undefined) throw invalidExport(entry.name, noDefault(module));
  if (typeof migration === 'string') return migrationFromSql({ name: entry.name, up: migration });
  const fault = faultOf(migration);
  if (fault !== undefined) throw invalidExport(entry.name, fault);
  return migration as Migration;
}

/** The default export of a module; anything else is returned as it is. */
export function defaultExport(module: unknown): unknown {
  if (!isObject(module)) return module;
  if ('default' in module) return withoutInterop(module['default']);
  return isModuleNamespace(module) ? undefined : module;
}

// TypeScript and other compilers put the default export of ESM under `default` in CommonJS, and mark it with
// `__esModule`.
function withoutInterop(exported: unknown): unknown {
  const isCompiled = isObject(exported) && exported['__esModule'] === true && 'default' in exported;
  return isCompiled ? exported['default'] : exported;
}

function noDefault(module: unknown): string {
  const isNamed = isObject(module) && typeof module['up'] === 'function';
  return isNamed ? 'it exports up() by its name, and has no default export' : 'it has no default export';
}

function faultOf(migration: unknown): string | undefined {
  if (typeof migration === 'function')
    return `its default export is a ${/^class\b/.test(String(migration)) ? 'class' : 'function'}, not an object`;
  if (migration instanceof Promise) return 'its default export is a promise';
  if (!isObject(migration)) return 'its default export is not an object';
  if (migration['up'] !== undefined && typeof migration['up'] !== 'function')
    return 'its up is not a function';
  if (migration['up'] === undefined) return 'its default export has no up() function';
  // A generator's body runs only if its values are requested, which a run does not do.
  if (isGenerator(migration['up'])) return 'its up() is a generator';
  if (isGenerator(migration['down'])) return 'its down() is a generator';
  if (!isOptional(migration['down'], 'function')) return 'its down is not a function';
  if (!isOptional(migration['withinTransaction'], 'boolean')) return 'its withinTransaction is not a boolean';
  if (!isOptionalNames(migration['replaces'])) return 'its replaces is not a list of names';
  return undefined;
}

export function isGenerator(value: unknown): boolean {
  return /^\[object (?:Async)?GeneratorFunction\]$/.test(Object.prototype.toString.call(value));
}

export function isOptional(value: unknown, type: 'function' | 'boolean'): boolean {
  return value === undefined || typeof value === type;
}

function isOptionalNames(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && name !== '')
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

// This tag distinguishes a module namespace from a plain object (ECMAScript, "Module Namespace Exotic Objects").
function isModuleNamespace(value: Record<string, unknown>): boolean {
  return (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Module';
}
