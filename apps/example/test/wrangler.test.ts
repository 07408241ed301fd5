// `wrangler d1 execute --local` and roost on one database, without a server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, copyOfApp } from './app.ts';
import { roost, statusOf } from './roost.ts';
import { execute } from './wrangler.ts';

describe('roost and wrangler d1 execute', () => {
  let app: App;

  beforeAll(async () => {
    app = await copyOfApp();
    await roost(app.folder, 'migrate', '--step');
  });

  afterAll(() => app?.remove());

  it('agree on what is applied, and in which batch', async () => {
    const statuses = await statusOf(app.folder);
    expect(statuses.map(({ state }) => state)).toEqual(statuses.map(() => 'applied'));
    const rows = await execute(app.folder, 'SELECT migration AS name, batch FROM migrations ORDER BY id');
    expect(rows).toEqual(statuses.map(({ name, batch }) => ({ name, batch })));
    expect(rows).toHaveLength(6);
  });

  it('read what the other has written', async () => {
    await roost(app.folder, 'migrate:rollback', '--step', '1');
    await execute(
      app.folder,
      `INSERT INTO users (id, name, email) VALUES (1, 'Ada', 'ada@example.com');
       INSERT INTO posts (author_id, slug, title, body) VALUES (1, 'hello', 'Hello', 'One. Two.')`,
    );
    await roost(app.folder, 'migrate');
    expect(await execute(app.folder, 'SELECT slug, summary FROM posts')).toEqual([
      { slug: 'hello', summary: 'One.' },
    ]);
  });
});
