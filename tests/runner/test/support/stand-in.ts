// Databases at the stand-in for Cloudflare, which many runners use at once.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import {
  createMigrator,
  type Migration,
  type Migrator,
  type MigratorOptions,
} from '@roostjs/migrations-core';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll } from 'vitest';

export type StandInDatabase = {
  readonly uuid: string;
  run(...statements: readonly string[]): Promise<void>;
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** A runner of its own, as another machine would be. */
  runner(migrations: Readonly<Record<string, Migration>>, options?: Partial<MigratorOptions>): Migrator;
};

export type StandIn = { readonly cloudflare: Cloudflare; database(): StandInDatabase };

/** One stand-in for a test file, with that many databases that no test has used. */
export function standIn(count: number): StandIn {
  let running: Cloudflare | undefined;
  let taken = 0;
  const cloudflare = (): Cloudflare => {
    if (running === undefined) throw new Error('The stand-in is not started.');
    return running;
  };
  beforeAll(async () => {
    running = await startCloudflare({
      databases: Array.from({ length: count }, (_, index) => `app-${index}`),
    });
  });
  afterAll(() => cloudflare().stop());
  return {
    get cloudflare() {
      return cloudflare();
    },
    database() {
      const info = cloudflare().databases[taken];
      if (info === undefined) throw new Error('There are too few databases for these tests.');
      taken += 1;
      return databaseOf(cloudflare(), info.uuid);
    },
  };
}

function databaseOf(cloudflare: Cloudflare, uuid: string): StandInDatabase {
  const d1 = cloudflare.db(uuid);
  const env = { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token };
  return {
    uuid,
    run: async (...statements) => void (await cloudflare.run(uuid, ...statements)),
    rows: async (sql) => (await d1.prepare(sql).all()).results,
    runner: (migrations, options = {}) =>
      createMigrator({
        database: openRemoteD1({ accountId: cloudflare.accountId, databaseId: uuid, env }),
        migrations,
        trustAtomicBatches: false,
        wranglerLedger: 'd1_migrations',
        ...options,
      }),
  };
}
