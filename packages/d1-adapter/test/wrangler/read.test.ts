import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWranglerConfig } from '../../src/wrangler/read.ts';
import { failureOf } from '../support/failure.ts';
import { testFolder } from '../support/folder.ts';

function fileWith(name: string, text: string): string {
  return join(testFolder({ [name]: text }), name);
}

const json = `\uFEFF{
  // wrangler allows comments and trailing commas
  "name": "app",
  "account_id": "account",
  "d1_databases": [
    {
      "binding": "DB",
      "database_name": "app",
      "database_id": "1",
      "preview_database_id": "2",
      "migrations_dir": "drizzle",
      "migrations_pattern": "drizzle/*/migration.sql",
      "migrations_table": "done",
      "remote": true,
    },
  ],
  "env": { "staging": { "d1_databases": [{ "binding": "DB" }] }, "bare": { "account_id": "other", "name": "bare-app" } },
}`;

const toml = `
name = "app"
compatibility_date = 2026-11-23
account_id = "account"

[[d1_databases]]
binding = "DB"
database_name = "app"
database_id = "1"
preview_database_id = "2"
migrations_dir = "drizzle"
migrations_pattern = "drizzle/*/migration.sql"
migrations_table = "done"
remote = true

[[env.staging.d1_databases]]
binding = "DB"

[env.bare]
account_id = "other"
name = "bare-app"
`;

describe('readWranglerConfig', () => {
  it.each([
    ['wrangler.json', json],
    ['wrangler.jsonc', json.replaceAll('\n', '\r\n')],
    ['wrangler.toml', toml],
    ['other.toml', toml.replaceAll('\n', '\r\n')],
  ])('reads the databases of %s and of its environments', async (name, text) => {
    const file = fileWith(name, text);
    const database = {
      binding: 'DB',
      databaseName: 'app',
      databaseId: '1',
      previewDatabaseId: '2',
      migrationsDir: 'drizzle',
      migrationsPattern: 'drizzle/*/migration.sql',
      migrationsTable: 'done',
      remote: true,
    };
    expect(await readWranglerConfig(file)).toEqual({
      file,
      accountId: 'account',
      workerName: 'app',
      databases: [database],
      environments: new Map([
        ['staging', { accountId: 'account', workerName: 'app-staging', databases: [{ binding: 'DB' }] }],
        ['bare', { accountId: 'other', workerName: 'bare-app', databases: [] }],
      ]),
    });
  });

  it('accepts a configuration without databases', async () => {
    const file = fileWith('wrangler.json', '{}');
    expect(await readWranglerConfig(file)).toEqual({
      file,
      accountId: undefined,
      workerName: undefined,
      databases: [],
      environments: new Map(),
    });
  });

  it.each([
    ['wrangler.jsonc', '{\n  "name": "app"\n  "main": 1\n}', 3, 3],
    ['wrangler.json', '', 1, 1],
    ['wrangler.toml', 'name = "app"\nmain = = 1\n', 2, 8],
  ])('reports the position of a mistake in %s', async (name, text, line, column) => {
    const file = fileWith(name, text);
    const failure = await failureOf(() => readWranglerConfig(file));
    expect(failure).toMatchObject({ code: 'CONFIG.INVALID', details: { file, line, column } });
    expect(failure.message).toContain(`at line ${line}, column ${column}`);
  });

  it.each([
    ['[]', 'the top level', 'is an array, but must be an object'],
    ['{ "d1_databases": {} }', 'd1_databases', 'is an object, but must be an array'],
    ['{ "d1_databases": null }', 'd1_databases', 'is null, but must be an array'],
    ['{ "d1_databases": ["DB"] }', 'd1_databases[0]', 'is a string, but must be an object'],
    ['{ "d1_databases": [{}] }', 'd1_databases[0].binding', 'is missing'],
    [
      '{ "d1_databases": [{ "binding": "A" }, { "binding": "B", "database_id": 7 }] }',
      'd1_databases[1].database_id',
      'is a number, but must be a string',
    ],
    [
      '{ "d1_databases": [{ "binding": "A", "remote": "yes" }] }',
      'd1_databases[0].remote',
      'is a string, but must be true or false',
    ],
    ['{ "env": [] }', 'env', 'is an array, but must be an object'],
    ['{ "env": { "staging": true } }', 'env.staging', 'is a boolean, but must be an object'],
    [
      '{ "env": { "staging": { "d1_databases": [{ "binding": 1 }] } } }',
      'env.staging.d1_databases[0].binding',
      'is a number, but must be a string',
    ],
  ])('refuses %s by the path of the key', async (text, key, problem) => {
    const file = fileWith('wrangler.json', text);
    const failure = await failureOf(() => readWranglerConfig(file));
    expect(failure).toMatchObject({ code: 'CONFIG.INVALID', details: { file, key } });
    expect(failure.message).toBe(`In '${file}', ${key} ${problem}.`);
  });

  it('rejects a file of an unknown format', async () => {
    const failure = await failureOf(() => readWranglerConfig(fileWith('wrangler.yaml', '')));
    expect(failure.code).toBe('CONFIG.INVALID');
  });

  it('reports a missing file', async () => {
    const file = join(testFolder(), 'wrangler.json');
    expect(await failureOf(() => readWranglerConfig(file))).toMatchObject({
      code: 'CONFIG.NOT_FOUND',
      details: { file },
    });
  });

  it('reports why a file cannot be read', async () => {
    const folder = testFolder({ 'wrangler.json': '{}' });
    for (const file of [folder, join(folder, 'wrangler.json/inside.json')]) {
      const failure = await failureOf(() => readWranglerConfig(file));
      expect(failure).toMatchObject({ code: 'CONFIG.UNREADABLE', details: { file } });
      expect(failure.cause).toBeInstanceOf(Error);
    }
  });
});

describe('a configuration of 200,000 levels', () => {
  it.each([
    ['wrangler.jsonc', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['wrangler.json', `// it is never closed\n${'{"a":'.repeat(200_000)}`],
    ['wrangler.toml', `a = ${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['wrangler.toml', `a = ${'{a='.repeat(200_000)}`],
  ])('is rejected at the level that is too deep: %s', async (name, text) => {
    const folder = testFolder({ [name]: text });
    const failure = await failureOf(() => readWranglerConfig(join(folder, name)));
    expect(failure).toMatchObject({ code: 'CONFIG.INVALID', details: { line: expect.any(Number) } });
  });
});
