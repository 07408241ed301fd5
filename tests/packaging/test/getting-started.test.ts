// docs/getting-started.md, followed from an empty folder: npm installs the tarballs, the real wrangler serves the rows, and
// the stand-in for Cloudflare's API has the database.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloudflare, startCloudflare } from '../../cloudflare/src/index.ts';
import { mistakesIn } from '../../docs/test/support/follow.ts';
import { npmSettings } from './support/project.ts';

const page = 'docs/getting-started.md';

// It takes more than twenty commands, and the server.
const timeout = 120_000;

let cloudflare: Cloudflare;

beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: ['my-app-db'] });
});
afterAll(() => cloudflare.stop());

function emptyFolder(folder: string): NodeJS.ProcessEnv {
  return {
    ...npmSettings(folder),
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_API_TOKEN: cloudflare.token,
  };
}

it('holds when it is followed from an empty folder to a Worker and to production', { timeout }, async () => {
  const text = await readFile(join(import.meta.dirname, '../../..', page), 'utf8');
  expect(await mistakesIn(page, text, emptyFolder)).toEqual([]);
  const { results } = await cloudflare
    .db('my-app-db')
    .prepare('SELECT migration, batch FROM migrations')
    .all();
  expect(results).toHaveLength(2);
});
