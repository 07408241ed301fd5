// What the templates write is loaded as a migration and run on a real SQLite database.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stubOf } from '../../src/make/stub.ts';
import { migrationText, type Template } from '../../src/make/templates.ts';
import { loadModule } from '../../src/migrations-folder/load.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Direction = (this: { db: { run(sql: string): Promise<void> } }) => Promise<void>;
type Made = { readonly default: { readonly up: Direction; readonly down: Direction } };

async function load(text: string): Promise<Made['default']> {
  const path = join(temporaryFolder(), '1_a.ts');
  writeFileSync(path, text);
  return ((await loadModule(path)) as Made).default;
}

function openDatabase(): { db: { run(sql: string): Promise<void> }; tables(): unknown } {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE name <> 'sqlite_sequence'").pluck();
  return { db: { run: async (sql) => void database.exec(sql) }, tables: () => names.all() };
}

/** The template of --create. */
function created(table: string): Template {
  return { kind: 'filled', stub: stubOf({ kind: 'create-table', table }, null) };
}

/** The text with its commented lines made live. */
function uncommented(text: string): string {
  return text.replaceAll('// await', 'await');
}

const names = [
  'posts',
  'Posts_2',
  'order',
  'my table',
  '2fa',
  'größe',
  'a"b',
  "a'b",
  'a`b',
  'a\\b',
  'a\\',
  '\x24{a}',
  '`\x24{process.exit()}`',
  '*/ -- //',
  'a\nb',
  'a\r\nb',
  'a\u2028b\u2029c',
  "'); DROP TABLE posts; --",
];

describe('the blank template', () => {
  it('is the skeleton that the documentation shows', () => {
    expect(migrationText({ kind: 'blank' })).toBe(`import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    // await this.db.run('…');
  },
  async down() {
    // await this.db.run('…');
  },
} satisfies Migration;
`);
  });
});

describe('the template of --create', () => {
  it('reads well', () => {
    expect(migrationText(created('posts'))).toBe(`import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run(\`
      CREATE TABLE posts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        created_at TEXT NOT NULL DEFAULT (datetime('now'))
      )
    \`);
  },
  async down() {
    await this.db.run('DROP TABLE posts');
  },
} satisfies Migration;
`);
  });

  it.each(names)('creates and drops the table %j', async (table) => {
    const migration = await load(migrationText(created(table)));
    const { db, tables } = openDatabase();
    await migration.up.call({ db });
    expect(tables()).toEqual([table]);
    await migration.down.call({ db });
    expect(tables()).toEqual([]);
  });

  it('quotes keywords of SQLite', async () => {
    const { db, tables } = openDatabase();
    for (const table of [
      'select',
      'TABLE',
      'Index',
      'returning',
      'materialized',
      'without',
      'notnull',
      'isnull',
    ]) {
      const migration = await load(migrationText(created(table)));
      await migration.up.call({ db });
    }
    expect(tables()).toHaveLength(8);
  });
});

describe('the template of --table', () => {
  it.each(names)('loads as it stands and shows how to alter the table %j', async (table) => {
    const { db, tables } = openDatabase();
    await (await load(migrationText(created(table)))).up.call({ db });
    const text = migrationText({ kind: 'table', table });
    const [asItStands, live] = [await load(text), await load(uncommented(text))];
    for (const migration of [asItStands, live]) {
      await migration.up.call({ db });
      await migration.down.call({ db });
    }
    expect(tables()).toEqual([table]);
  });
});

describe('a name that a table in SQLite cannot have', () => {
  it.each(['', 'a\0b'])('is refused: %j', async (table) => {
    for (const template of [() => created(table), (): Template => ({ kind: 'table', table })]) {
      expect((await failureOf(() => migrationText(template()))).code).toBe('MIGRATION.TABLE_INVALID');
    }
  });
});
