// An empty database for a test that is named after a peer's, and the migrators on it.
import {
  createMigrator,
  type Migration,
  type Migrator,
  type MigratorOptions,
} from '@roostjs/migrations-core';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { createsTable } from '../support/migrations.ts';

export type PeerDatabase = TestDatabase & {
  migrator(
    migrations: MigratorOptions['migrations'],
    options?: Omit<MigratorOptions, 'database' | 'migrations'>,
  ): Migrator;
  /** `name batch` of each row, in the order of application. */
  ledger(): readonly string[];
};

export function peerDatabase(): PeerDatabase {
  const database = testDatabase();
  const isThere = (): boolean =>
    database.rows("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").length > 0;
  return {
    ...database,
    migrator: (migrations, options) => createMigrator({ database: database.d1, migrations, ...options }),
    ledger: () =>
      isThere()
        ? database
            .rows("SELECT migration || ' ' || batch AS line FROM migrations ORDER BY id")
            .map((row) => (row as { line: string }).line)
        : [],
  };
}

/** `1_a`, `2_b`, … of these titles, each of which creates the table of its title. */
export function files(...titles: readonly string[]): Readonly<Record<string, Migration>> {
  return Object.fromEntries(titles.map((title, index) => [`${index + 1}_${title}`, createsTable(title)]));
}

export function names(steps: readonly { readonly name: string }[]): readonly string[] {
  return steps.map(({ name }) => name);
}

/** The state of each migration, as `name state`. */
export async function states(migrator: Migrator): Promise<readonly string[]> {
  return (await migrator.status()).migrations.map(({ name, state }) => `${name} ${state}`);
}
