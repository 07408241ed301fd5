// Compares our reading of the configuration with the real wrangler: our path leads to the file in which it creates a
// table.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { chooseDatabase } from '../../src/wrangler/choose-database.ts';
import { findWranglerConfig } from '../../src/wrangler/find.ts';
import { localDatabaseFile } from '../../src/wrangler/local-file.ts';
import { readWranglerConfig } from '../../src/wrangler/read.ts';
import { testFolder } from '../support/folder.ts';

const wrangler = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
);
const environment = {
  ...process.env,
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: 'true',
};

async function createTable(cwd: string, ...flags: readonly string[]): Promise<void> {
  const command = [wrangler, 'd1', 'execute', 'DB', '--local', '--command', 'CREATE TABLE t (x)', ...flags];
  await promisify(execFile)(process.execPath, command, { cwd, env: environment });
}

function tablesIn(file: string): readonly unknown[] {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return database.prepare("SELECT name FROM sqlite_schema WHERE name = 't'").pluck().all();
  } finally {
    database.close();
  }
}

const json = (database: object): string =>
  JSON.stringify({ name: 'app', compatibility_date: '2026-01-01', ...database });
const id = '11111111-2222-3333-4444-555555555555';

describe('the database that wrangler d1 execute --local uses', { timeout: 60_000 }, () => {
  it.each([
    {
      title: 'wrangler.jsonc with an id, from a folder below',
      files: {
        'wrangler.jsonc': `// app\n${json({ d1_databases: [{ binding: 'DB', database_name: 'app', database_id: id }] })}`,
      },
    },
    {
      title: 'wrangler.toml without an id',
      files: {
        'wrangler.toml':
          'name = "app"\ncompatibility_date = "2026-01-01"\n[[d1_databases]]\nbinding = "DB"\n',
      },
    },
    {
      title:
        'an environment, a preview id and --persist-to, a far wrangler.json ahead of a near wrangler.toml',
      files: {
        'wrangler.json': json({
          d1_databases: [{ binding: 'DB', database_id: 'top' }],
          env: {
            staging: { d1_databases: [{ binding: 'DB', database_id: id, preview_database_id: 'preview' }] },
          },
        }),
        'app/wrangler.toml': 'name = "near"\n',
      },
      environment: 'staging',
      persistTo: 'state',
    },
  ])('is ours too: $title', async ({ files, environment, persistTo }) => {
    const cwd = join(testFolder({ ...files, 'app/index.js': '' }), 'app');
    const flags = [
      ...(environment === undefined ? [] : ['--env', environment]),
      ...(persistTo === undefined ? [] : ['--persist-to', persistTo]),
    ];
    await createTable(cwd, ...flags);
    const config = findWranglerConfig(cwd);
    if (config === undefined) throw new Error('No configuration was found.');
    const database = chooseDatabase(await readWranglerConfig(config), { environment, database: 'DB' });
    expect(tablesIn(localDatabaseFile(database, { config, cwd, persistTo }))).toEqual(['t']);
  });
});
