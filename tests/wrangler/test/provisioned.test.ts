// A database that wrangler deploy creates for an entry without an id or a name: roost and wrangler find the same one.
import { describe, expect, it } from 'vitest';
import { projects } from './support/project.ts';

const names = [
  'app-db',
  'app-my-logs-2',
  'app-staging-db',
  'own-name-db',
  'named-staging-db',
  'unused-1',
  'unused-2',
];
const aProject = projects(names);

const entry = [{ binding: 'DB' }];

describe('the database of an entry without an id or a name', () => {
  it.each([
    { config: { name: 'app', d1_databases: entry }, found: 'app-db' },
    { config: { name: 'app', d1_databases: [{ binding: 'MY_LOGS_2' }] }, found: 'app-my-logs-2' },
    {
      config: { name: 'app', env: { staging: { d1_databases: entry } } },
      environment: 'staging',
      found: 'app-staging-db',
    },
    {
      config: { name: 'app', env: { staging: { name: 'own-name', d1_databases: entry } } },
      environment: 'staging',
      found: 'own-name-db',
    },
    {
      config: { env: { staging: { name: 'named-staging', d1_databases: entry } } },
      environment: 'staging',
      found: 'named-staging-db',
    },
  ])('is $found to both', async ({ config, environment, found }) => {
    const { cloudflare, write, roost, wrangler } = await aProject();
    const [{ binding } = { binding: '' }] = config.d1_databases ?? entry;
    await write({
      'wrangler.json': JSON.stringify({ compatibility_date: '2026-01-01', ...config }),
      'database/migrations/1_a.sql': 'CREATE TABLE by_roost (x);',
    });
    const flags = ['--remote', ...(environment === undefined ? [] : ['--env', environment])];
    const created = ['d1', 'execute', binding, '--command', 'CREATE TABLE by_wrangler (x)', '--yes'];
    expect(await wrangler(...created, ...flags)).toMatchObject({ exitCode: 0 });
    const migrated = await roost('migrate', '--confirm', found, ...flags);
    expect(migrated).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(found) });
    const tables = "SELECT name FROM sqlite_schema WHERE name GLOB 'by_*' ORDER BY name";
    expect((await cloudflare.run(found, tables)).flat(2)).toEqual(['by_roost', 'by_wrangler']);
  });

  it.each([{ d1_databases: entry }, { name: '', d1_databases: entry }])(
    'is refused by both if the Worker has no name: %j',
    async (config) => {
      const { write, roost, wrangler } = await aProject();
      await write({ 'wrangler.json': JSON.stringify({ compatibility_date: '2026-01-01', ...config }) });
      expect((await wrangler('d1', 'execute', 'DB', '--remote', '--command', 'SELECT 1')).stderr).toContain(
        "the worker has no 'name'",
      );
      expect((await roost('migrate:status', '--remote')).stderr).toContain('[CONFIG.DATABASE_ID_MISSING]');
    },
  );
});
