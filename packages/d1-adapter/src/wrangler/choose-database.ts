// Chooses one of the configured databases. Pure: the caller passes the environment, from --env or CLOUDFLARE_ENV.
import {
  databaseAmbiguous,
  databaseMissing,
  databaseNameAmbiguous,
  databaseUnknown,
  environmentUnknown,
} from './errors.ts';
import type { D1Binding, WranglerConfig, WranglerEnvironment } from './wrangler-config.ts';

export type DatabaseChoice = {
  /** The name of an environment. As in wrangler, an empty string is the top level. */
  readonly environment?: string | undefined;
  /** A binding or a database_name. */
  readonly database?: string | undefined;
};

/**
 * The chosen database. Throws CONFIG.ENVIRONMENT_UNKNOWN, CONFIG.DATABASE_MISSING, CONFIG.DATABASE_AMBIGUOUS and
 * CONFIG.DATABASE_UNKNOWN.
 */
export function chooseDatabase(config: WranglerConfig, choice: DatabaseChoice): D1Binding {
  const environment = choice.environment === '' ? undefined : choice.environment;
  const { databases } = chosenEnvironment(config, environment);
  const [first, ...others] = databases;
  if (first === undefined) {
    throw databaseMissing(config.file, environment, configLines(config.file, environment));
  }
  const known = databases.map(labelOf);
  if (choice.database === undefined) {
    if (others.length > 0) throw databaseAmbiguous(config.file, environment, known);
    return first;
  }
  const [chosen, ...alike] = databases.filter((database) => isNamed(database, choice.database));
  if (chosen === undefined) throw databaseUnknown(config.file, environment, choice.database, known);
  // wrangler would take the first one, but the order does not tell which of two databases with one name is meant.
  if (alike.length > 0)
    throw databaseNameAmbiguous(config.file, environment, choice.database, [chosen, ...alike].map(labelOf));
  return chosen;
}

/** The account that the configuration sets for the environment, if any. */
export function accountIdOf(config: WranglerConfig, environment: string | undefined): string | undefined {
  return chosenEnvironment(config, environment).accountId;
}

/** The name under which the environment's Worker is deployed, as wrangler gives it; undefined if none is set. */
export function workerNameOf(config: WranglerConfig, environment: string | undefined): string | undefined {
  return chosenEnvironment(config, environment).workerName;
}

/**
 * The settings of the environment: as in wrangler, an empty name is the top level. Throws CONFIG.ENVIRONMENT_UNKNOWN.
 *
 * If the file has no environments, wrangler only warns about an unknown one and uses the top level. Here it is an
 * error, because migrating the wrong database is worse than repeating a command.
 */
export function chosenEnvironment(config: WranglerConfig, name: string | undefined): WranglerEnvironment {
  if (name === undefined || name === '') return config;
  const environment = config.environments.get(name);
  if (environment !== undefined) return environment;
  throw environmentUnknown(config.file, name, [...config.environments.keys()]);
}

function isNamed(database: D1Binding, name: string | undefined): boolean {
  return database.databaseName === name || database.binding === name;
}

function labelOf({ binding, databaseName }: D1Binding): string {
  return databaseName === undefined ? binding : `${binding} (${databaseName})`;
}

function configLines(file: string, environment: string | undefined): string {
  const database = { binding: 'DB', database_name: 'my-app-db' };
  if (file.endsWith('.toml')) {
    const path = environment === undefined ? '' : `env.${environment}.`;
    return `[[${path}d1_databases]]\nbinding = "${database.binding}"\ndatabase_name = "${database.database_name}"`;
  }
  const databases = { d1_databases: [database] };
  const value = environment === undefined ? databases : { env: { [environment]: databases } };
  return JSON.stringify(value).slice(1, -1);
}
