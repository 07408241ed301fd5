// roost on the database of a `wrangler dev` that is serving requests.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type App, copyOfApp } from './app.ts';
import { type Blog, blogAt } from './blog.ts';
import { roost, tryRoost } from './roost.ts';
import { type Server, startWranglerDev } from './wrangler-dev.ts';

const addTags = (afterwards = '') => `export default {
  async up(db) {
    await db.prepare("ALTER TABLE posts ADD COLUMN tags TEXT NOT NULL DEFAULT 'none'").run();
    ${afterwards}
  },
  async down(db) {
    await db.prepare('ALTER TABLE posts DROP COLUMN tags').run();
  },
};
`;

describe('while wrangler dev serves', () => {
  let app: App;
  let server: Server | undefined;
  let blog: Blog;

  beforeAll(async () => {
    app = await copyOfApp();
    await roost(app.folder, 'migrate');
    server = await startWranglerDev(app.folder);
    blog = blogAt(server.url);
  });

  afterAll(async () => {
    await server?.stop();
    await app?.remove();
  });

  async function addMigration(text: string): Promise<void> {
    const file = join(app.folder, 'database/migrations/20260301120000_add_tags_to_posts.ts');
    await writeFile(file, text);
    onTestFinished(async () => {
      await roost(app.folder, 'migrate:rollback', '--batch', '2');
      await rm(file);
    });
  }

  it("shows a migration's column in the next answer, on the posts that were there before", async () => {
    await blog.publish('before-migrate');
    await addMigration(addTags());
    await roost(app.folder, 'migrate');
    const { body } = await blog.get('/posts/before-migrate');
    expect(body).toMatchObject({ title: 'On before-migrate', tags: 'none' });
    await blog.publish('after-migrate');
    expect((await blog.get('/posts/after-migrate')).body).toMatchObject({ tags: 'none' });
  });

  it('migrates and rolls back through the server itself', async () => {
    await blog.publish('before-dev');
    await addMigration(addTags());
    const dev = ['--dev', server?.url ?? ''];
    await roost(app.folder, 'migrate', ...dev);
    expect((await blog.get('/posts/before-dev')).body).toMatchObject({ tags: 'none' });
    await roost(app.folder, 'migrate:rollback', ...dev);
    expect((await blog.get('/posts/before-dev')).body).not.toHaveProperty('tags');
    await roost(app.folder, 'migrate', ...dev);
  });

  it('takes the column out of the next answer with a rollback, and keeps the posts', async () => {
    await addMigration(addTags());
    await roost(app.folder, 'migrate');
    await blog.publish('before-rollback');
    expect((await blog.get('/posts/before-rollback')).body).toHaveProperty('tags');
    await roost(app.folder, 'migrate:rollback');
    const { status, body } = await blog.get('/posts/before-rollback');
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'On before-rollback' });
    expect(body).not.toHaveProperty('tags');
  });

  it('shows nothing of a migration that fails in the middle', async () => {
    await blog.publish('before-failure');
    await addMigration(addTags(`await db.prepare('INSERT INTO nowhere VALUES (1)').run();`));
    const { exitCode, stderr } = await tryRoost(app.folder, 'migrate');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no such table: nowhere');
    const { status, body } = await blog.get('/posts/before-failure');
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('tags');
  });

  it('fills a new column from the posts that the Worker has written', async () => {
    await blog.publish('summarised', 'Short and good! Then it goes on.');
    await roost(app.folder, 'migrate:rollback', '--step', '1');
    expect((await blog.get('/posts/summarised')).body).not.toHaveProperty('summary');
    await roost(app.folder, 'migrate');
    expect((await blog.get('/posts/summarised')).body).toMatchObject({ summary: 'Short and good!' });
  });
});
