// The Worker under `wrangler dev`, on a database that only roost has prepared.
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, copyOfApp } from './app.ts';
import { type Blog, blogAt } from './blog.ts';
import { roost } from './roost.ts';
import { type Server, startWranglerDev } from './wrangler-dev.ts';

describe('the blog on the tables that roost made', () => {
  let app: App;
  let databaseFile: string;
  let server: Server | undefined;
  let blog: Blog;

  beforeAll(async () => {
    app = await copyOfApp();
    databaseFile = JSON.parse(await roost(app.folder, 'migrate', '--json')).target.file;
    server = await startWranglerDev(app.folder);
    blog = blogAt(server.url);
  });

  afterAll(async () => {
    await server?.stop();
    await app?.remove();
  });

  it('serves a post with its author and its comments', async () => {
    const user = await blog.send('POST', '/users', { name: 'Ada', email: 'ada@example.com' });
    expect(user).toMatchObject({ status: 201, body: { id: expect.any(Number), name: 'Ada' } });
    const { id } = user.body as { readonly id: number };

    const post = { author_id: id, slug: 'hello', title: 'Hello', body: 'A first post. There is more.' };
    expect(await blog.send('POST', '/posts', post)).toMatchObject({
      status: 201,
      body: { slug: 'hello', status: 'draft', summary: 'A first post.' },
    });
    expect(await blog.send('POST', '/posts/hello/comments', { author: 'Bo', body: 'Nice.' })).toMatchObject({
      status: 201,
    });

    expect(await blog.get('/posts/hello')).toMatchObject({
      status: 200,
      body: { title: 'Hello', author: 'Ada', comments: [{ author: 'Bo', body: 'Nice.' }] },
    });
  });

  it('lists a post once it is published, with the number of its comments', async () => {
    await blog.publish('listed');
    await blog.send('PATCH', '/posts/listed', { status: 'draft' });
    expect((await blog.get('/posts')).body).not.toContainEqual(expect.objectContaining({ slug: 'listed' }));

    for (const body of ['One.', 'Two.'])
      await blog.send('POST', '/posts/listed/comments', { author: 'Bo', body });
    expect(await blog.send('PATCH', '/posts/listed', { status: 'published' })).toMatchObject({ status: 200 });
    expect((await blog.get('/posts')).body).toContainEqual({
      slug: 'listed',
      title: 'On listed',
      author: 'Author of listed',
      comments: 2,
    });
  });

  it('refuses a post of an unknown author by the foreign key, and keeps nothing of it', async () => {
    const post = { author_id: 4711, slug: 'orphan', title: 'Orphan', body: 'Nobody wrote this.' };
    expect(await blog.send('POST', '/posts', post)).toEqual({
      status: 422,
      body: { error: 'it refers to a row that does not exist' },
    });
    expect((await blog.get('/posts/orphan')).status).toBe(404);
  });

  it('refuses an unknown status by the CHECK, and leaves the post as it was', async () => {
    await blog.publish('checked');
    expect(await blog.send('PATCH', '/posts/checked', { status: 'loud' })).toEqual({
      status: 422,
      body: { error: 'it breaks the rule known_status' },
    });
    expect((await blog.get('/posts/checked')).body).toMatchObject({ status: 'published' });
  });

  it('refuses a slug that is taken with 409', async () => {
    await blog.publish('taken');
    const post = { author_id: 1, slug: 'taken', title: 'Again', body: 'Again.' };
    expect(await blog.send('POST', '/posts', post)).toEqual({
      status: 409,
      body: { error: 'posts.slug is taken' },
    });
  });

  it.each([
    ['a body that is no object', '/users', 'Ada'],
    ['a missing field', '/users', { name: 'Ada' }],
    ['a field of the wrong type', '/posts', { author_id: '1', slug: 'x', title: 'X', body: 'X.' }],
    ['a slug that is none', '/posts', { author_id: 1, slug: 'No Slug', title: 'X', body: 'X.' }],
  ])('refuses %s with 400', async (_what, path, body) => {
    expect((await blog.send('POST', path, body)).status).toBe(400);
  });

  it('answers 404 where there is no such post or path, and 405 for a method that a path does not take', async () => {
    expect((await blog.get('/posts/nowhere')).status).toBe(404);
    expect((await blog.get('/nowhere')).status).toBe(404);
    expect((await blog.send('PATCH', '/posts/nowhere', { status: 'draft' })).status).toBe(404);
    expect((await blog.send('POST', '/posts/nowhere/comments', { author: 'Bo', body: 'Hm.' })).status).toBe(
      404,
    );
    expect((await blog.get('/users')).status).toBe(405);
  });

  it('lives in the file that roost had made before wrangler ever ran', async () => {
    await blog.publish('same-file');
    const database = new DatabaseSync(databaseFile, { readOnly: true });
    try {
      const rows = database.prepare("SELECT title FROM posts WHERE slug = 'same-file'").all();
      expect(rows).toMatchObject([{ title: 'On same-file' }]);
    } finally {
      database.close();
    }
    const files = await readdir(dirname(databaseFile));
    const databases = files.filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite');
    expect(databases).toEqual([basename(databaseFile)]);
  });
});
