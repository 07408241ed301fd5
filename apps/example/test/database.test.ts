// What is committed beside the migrations fits them.
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, copyOfApp } from './app.ts';
import { roost } from './roost.ts';

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** The rows of the tables of the blog. */
function rowsIn(file: string): Rows {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = ['users', 'posts', 'tags', 'post_tags', 'comments'];
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()]),
    );
  } finally {
    database.close();
  }
}

describe('beside the migrations', () => {
  let app: App;

  beforeAll(async () => {
    app = await copyOfApp();
  });

  afterAll(() => app?.remove());

  it('are the types of their rows, as roost writes them now', async () => {
    await roost(app.folder, 'schema:types', '--check', 'src/database.ts');
  });

  it('are seeders that fill every table, and change nothing the second time', async () => {
    const { file } = JSON.parse(await roost(app.folder, 'migrate', '--seed', '--json')).target;
    const rows = rowsIn(file);
    expect(Object.values(rows).map(({ length }) => length)).toEqual([2, 4, 3, 5, 3]);
    await roost(app.folder, 'db:seed');
    expect(rowsIn(file)).toEqual(rows);
  });
});
