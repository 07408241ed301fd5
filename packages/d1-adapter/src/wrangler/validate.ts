// Checks the keys that Roost uses and renames them to camelCase. It ignores the rest of the configuration.
import { configKeyInvalid } from './errors.ts';
import type { D1Binding, WranglerConfig, WranglerEnvironment } from './wrangler-config.ts';

type ConfigTable = Readonly<Record<string, unknown>>;

/** The parsed value as a WranglerConfig. Throws CONFIG.INVALID with the path of a key that has a wrong type. */
export function validateConfig(file: string, value: unknown): WranglerConfig {
  const top = tableAt(file, 'the top level', value);
  const topLevel = environmentOf(file, '', top);
  const environments = new Map<string, WranglerEnvironment>();
  for (const [name, value] of Object.entries(tableAt(file, 'env', top['env'] ?? {}))) {
    const environment = environmentOf(file, `env.${name}.`, tableAt(file, `env.${name}`, value));
    environments.set(name, {
      ...environment,
      accountId: environment.accountId ?? topLevel.accountId,
      workerName:
        environment.workerName ?? (topLevel.workerName ? `${topLevel.workerName}-${name}` : undefined),
    });
  }
  return { file, ...topLevel, environments };
}

function environmentOf(file: string, prefix: string, table: ConfigTable): WranglerEnvironment {
  return {
    accountId: textAt(file, prefix, table, 'account_id'),
    workerName: textAt(file, prefix, table, 'name'),
    databases: databasesOf(file, prefix, table),
  };
}

function databasesOf(file: string, prefix: string, parent: ConfigTable): readonly D1Binding[] {
  const key = `${prefix}d1_databases`;
  const value = parent['d1_databases'];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrongType(file, key, value, 'an array');
  return value.map((entry: unknown, index) => databaseAt(file, `${key}[${index}]`, entry));
}

function databaseAt(file: string, key: string, value: unknown): D1Binding {
  const table = tableAt(file, key, value);
  const binding = textAt(file, `${key}.`, table, 'binding');
  if (binding === undefined) throw configKeyInvalid(file, `${key}.binding`, 'is missing');
  const databaseName = textAt(file, `${key}.`, table, 'database_name');
  const databaseId = textAt(file, `${key}.`, table, 'database_id');
  const previewDatabaseId = textAt(file, `${key}.`, table, 'preview_database_id');
  const migrationsDir = textAt(file, `${key}.`, table, 'migrations_dir');
  const migrationsPattern = textAt(file, `${key}.`, table, 'migrations_pattern');
  const migrationsTable = textAt(file, `${key}.`, table, 'migrations_table');
  const remote = flagAt(file, `${key}.`, table, 'remote');
  return {
    binding,
    ...(databaseName === undefined ? {} : { databaseName }),
    ...(databaseId === undefined ? {} : { databaseId }),
    ...(previewDatabaseId === undefined ? {} : { previewDatabaseId }),
    ...(migrationsDir === undefined ? {} : { migrationsDir }),
    ...(migrationsPattern === undefined ? {} : { migrationsPattern }),
    ...(migrationsTable === undefined ? {} : { migrationsTable }),
    ...(remote === undefined ? {} : { remote }),
  };
}

function textAt(file: string, prefix: string, parent: ConfigTable, name: string): string | undefined {
  const value = parent[name];
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(file, `${prefix}${name}`, value, 'a string');
}

function flagAt(file: string, prefix: string, parent: ConfigTable, name: string): boolean | undefined {
  const value = parent[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(file, `${prefix}${name}`, value, 'true or false');
}

function tableAt(file: string, key: string, value: unknown): ConfigTable {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ConfigTable;
  throw wrongType(file, key, value, 'an object');
}

function wrongType(file: string, key: string, value: unknown, expected: string): Error {
  return configKeyInvalid(file, key, `is ${typeName(value)}, but must be ${expected}`);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
