// The ledgers as other tools leave them: recorded by tests/runner/ledgers/record.mjs, or written from the tool's source
// where it does not run here, as the first line of each file says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ForeignTool, foreignTools, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { migratorOf, recorded, scratch } from './support.ts';

const folder = join(import.meta.dirname, 'ledgers');
const tools = readdirSync(folder).flatMap((file) => /^(.*)\.sql$/.exec(file)?.[1] ?? []);

const first = '0001_users';
const second = '0002_posts';
const migrations = {
  [first]: sqlMigration(['CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)']),
  [second]: sqlMigration([
    'CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id))',
  ]),
  '0003_tags': sqlMigration(['CREATE TABLE tags (id INTEGER PRIMARY KEY)']),
};

function recordedBy(tool: string): { database: TestDatabase; migrator: Migrator } {
  const database = testDatabase();
  const text = readFileSync(join(folder, `${tool}.sql`), 'utf8');
  database.run(text);
  // Payload's first migration creates its own tables, the ledger among them.
  const own = text
    .replace(/^--.*\n/, '')
    .split(/;\n/)
    .filter((sql) => /^\s*CREATE /.test(sql) && !sql.includes('TABLE posts'));
  const files = tool === 'payload' ? { ...migrations, [first]: sqlMigration(own) } : migrations;
  return { database, migrator: migratorOf(database, { migrations: files }) };
}

it('are those of every tool that no other test runs', () => {
  const run = ['wrangler', 'drizzle', 'knex', 'kysely'];
  expect([...tools, ...run].sort()).toEqual([...foreignTools].sort());
});

describe.each(tools)('the ledger of %s', (tool) => {
  // Alchemy's table has wrangler's name and columns.
  const name = tool === 'alchemy' ? 'wrangler' : tool;

  it('is found, and goes on with Roost', async () => {
    const { database, migrator } = recordedBy(tool);
    const before = tableNames(database);
    expect(await failureOf(migrator.migrate())).toMatchObject({
      code: 'MIGRATION.APPLIED_ELSEWHERE',
      details: { tool: name, names: [first, second] },
    });
    const plan = await migrator.adopt({ scratch: scratch() });
    expect(plan).toMatchObject({ tool: name, listed: 2, differences: [] });
    expect(recorded(database)).toEqual([first, second]);
    expect(tableNames(database)).toEqual(before);
    expect((await migrator.migrate()).done).toMatchObject([{ name: '0003_tags' }]);
  });

  it('is read under another name', async () => {
    const { database, migrator } = recordedBy(tool);
    const { appliedElsewhere } = await migrator.status();
    database.run(`ALTER TABLE "${appliedElsewhere[0]?.table}" RENAME TO "my list"`);
    const ledgerOf = `${tool as ForeignTool}:my list` as const;
    const plan = await migrator.adopt({ ledgerOf, scratch: scratch(), pretend: true });
    expect(plan).toMatchObject({ tool, listed: 2 });
    // Payload's own table is one of its migrations'.
    expect(plan.differences.length > 0).toBe(tool === 'payload');
  });
});

it('of Payload does not count a schema that was pushed while developing', async () => {
  const { database, migrator } = recordedBy('payload');
  database.run(
    "DELETE FROM payload_migrations; INSERT INTO payload_migrations (name, batch) VALUES ('dev', -1)",
  );
  expect(await failureOf(migrator.adopt({ scratch: scratch() }))).toMatchObject({
    code: 'ADOPT.LEDGER_EMPTY',
    hint: expect.stringContaining(`roost migrate:adopt --to ${second}.`),
  });
});

it('of Alchemy does not count a file of data', async () => {
  const { database, migrator } = recordedBy('alchemy');
  // As cloudflare/d1-local-migrations does.
  database.run(`ALTER TABLE d1_migrations ADD COLUMN type TEXT NOT NULL DEFAULT 'migration';
    INSERT INTO d1_migrations VALUES ('00003', 'seed.sql', datetime('now'), 'import')`);
  expect(await migrator.adopt({ scratch: scratch() })).toMatchObject({ tool: 'alchemy', listed: 2 });
});

it('of Alchemy is read in its earliest form', async () => {
  const { database, migrator } = recordedBy('alchemy');
  database.run('UPDATE d1_migrations SET id = name; ALTER TABLE d1_migrations DROP COLUMN name');
  expect(await migrator.adopt({ scratch: scratch() })).toMatchObject({ tool: 'alchemy', listed: 2 });
});
