// The front page in a real browser: what roost has migrated and seeded, served by wrangler dev.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenBrowser, openChromium } from '@roostjs/tests-chromium';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type App, copyOfApp } from './app.ts';
import { type Blog, blogAt } from './blog.ts';
import { roost } from './roost.ts';
import { type Server, startWranglerDev } from './wrangler-dev.ts';

const seeded = ['How long is a nanosecond?', 'A moth in the relay', 'The Analytical Engine'];

const archiveTheMoth = `-- up
UPDATE posts SET status = 'archived' WHERE slug = 'a-moth-in-the-relay';

-- down
UPDATE posts SET status = 'published' WHERE slug = 'a-moth-in-the-relay';
`;

describe('the front page, in a browser', () => {
  let app: App;
  let server: Server | undefined;
  let chromium: OpenBrowser | undefined;
  let blog: Blog;
  let page: Page;
  let complaints: string[];
  let hosts: Set<string>;

  beforeAll(async () => {
    app = await copyOfApp();
    await roost(app.folder, 'migrate', '--seed');
    server = await startWranglerDev(app.folder);
    blog = blogAt(server.url);
    chromium = await openChromium();
  });

  afterAll(async () => {
    await chromium?.close();
    await server?.stop();
    await app?.remove();
  });

  beforeEach(async () => {
    if (chromium === undefined || server === undefined) throw new Error('Nothing is running.');
    page = await chromium.browser.newPage();
    complaints = [];
    hosts = new Set();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
    await page.goto(server.url);
  });

  // Whatever a test has shown, the page has asked nobody else for anything, and said nothing in the console.
  afterEach(async () => {
    await page.close();
    expect({ complaints, hosts: [...hosts] }).toEqual({ complaints: [], hosts: ['127.0.0.1'] });
  });

  const titles = (): Promise<readonly string[]> => page.getByRole('heading', { level: 2 }).allInnerTexts();

  it('shows the seeded posts that are published, newest first', async () => {
    expect(await titles()).toEqual(seeded);
  });

  it('shows the author, the day, the summary, the tags and the comments of a post', async () => {
    const post = page.getByRole('article').filter({ hasText: 'A moth in the relay' });
    await post.getByText('2 comments').click();
    expect((await post.innerText()).split(/\n+/)).toEqual([
      'A moth in the relay',
      'Grace Hopper, 3 February 2026',
      'We found the first actual bug, and taped it into the logbook.',
      'History',
      'Machines',
      '2 comments',
      'Howard Is it still in there?',
      'Grace In the logbook, under tape.',
    ]);
  });

  it('shows what a migration has changed after a reload, and its rollback after another', async () => {
    const file = join(app.folder, 'database/migrations/20260301120000_archive_the_moth.sql');
    await writeFile(file, archiveTheMoth);
    onTestFinished(() => rm(file));
    await roost(app.folder, 'migrate');
    await page.reload();
    expect(await titles()).toEqual(seeded.filter((title) => title !== 'A moth in the relay'));
    await roost(app.folder, 'migrate:rollback');
    await page.reload();
    expect(await titles()).toEqual(seeded);
  });

  it('shows the whole of a post while its summary is rolled back', async () => {
    const rest = page.getByText('The machine ran again by four.');
    expect(await rest.count()).toBe(0);
    await roost(app.folder, 'migrate:rollback', '--step', '1');
    await page.reload();
    expect(await rest.count()).toBe(1);
    await roost(app.folder, 'migrate');
  });

  it('shows a post of the API after a reload, whatever it is called, as text', async () => {
    const title = `<script>console.log('run')</script> & "quoted"`;
    const post = { author_id: 1, slug: 'markup', title, body: 'Shown as it is.', status: 'published' };
    expect(await blog.send('POST', '/posts', post)).toMatchObject({ status: 201 });
    await page.reload();
    expect(await titles()).toEqual([title, ...seeded]);
    await blog.send('PATCH', '/posts/markup', { status: 'archived' });
  });

  it('fits a phone, and follows the reader from light to dark', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).not.toEqual(light);
  });
});
