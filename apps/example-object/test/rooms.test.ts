// The rooms, served by the real `wrangler dev`: migrated, broken, repaired and rolled back while it runs.
import { cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Server, startWranglerDev } from '../../example/test/wrangler-dev.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const third = `export default {
  async up(db) {
    await db.run("ALTER TABLE messages ADD COLUMN written_at TEXT");
    await db.run("UPDATE messages SET written_at = WHEN");
  },
  async down(db) {
    await db.run('ALTER TABLE messages DROP COLUMN written_at');
  },
};
`;

describe('the rooms', () => {
  let folder: string;
  let server: Server | undefined;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'roost-rooms-')));
    for (const name of ['package.json', 'wrangler.jsonc', 'src', 'migrations'])
      await cp(join(source, name), join(folder, name), { recursive: true });
    await symlink(join(source, 'node_modules'), join(folder, 'node_modules'), 'junction');
    server = await startWranglerDev(folder);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function ask(path: string, body?: object | '') {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, server?.url), init);
    return { status: response.status, body: await response.json() };
  }

  /** Saves a third migration, and waits until wrangler serves it. */
  async function save(when: string, state: string): Promise<void> {
    await writeFile(join(folder, 'migrations/20261203090000_add_times.ts'), third.replace('WHEN', when));
    const file = join(folder, 'src/migrations.ts');
    const text = await readFile(file, 'utf8');
    const name = '20261203090000_add_times';
    if (!text.includes(name))
      await writeFile(
        file,
        `import addTimes from '../migrations/${name}.ts';\n${text.replace('\n};', `\n  '${name}': addTimes,\n};`)}`,
      );
    await vi.waitFor(
      async () => expect((await ask('/migrations')).body).toMatchObject([{ id: 'green', state }]),
      { timeout: 60_000, interval: 200 },
    );
  }

  it('are migrated when somebody first writes, and report it', async () => {
    const hello = { author: 'Ada', text: 'Hello' };
    expect(await ask('/rooms/green', hello)).toEqual({ status: 200, body: [hello] });
    expect((await ask('/migrations')).body).toEqual([
      { id: 'green', state: 'migrated', head: '20261202090000_create_authors', pending: 0, failure: null },
    ]);
  });

  it('refuse to serve after a failed migration, say why, and serve again with the repaired one', async () => {
    await save("date('now'), nowhere", 'failed');
    const refused = { status: 503, body: { code: 'OBJECT.IN_MAINTENANCE' } };
    expect(await ask('/rooms/green')).toMatchObject(refused);
    expect((await ask('/migrations')).body).toMatchObject([
      { pending: 1, failure: { code: 'MIGRATION.FAILED' } },
    ]);
    expect((await ask('/rooms/green/retry', '')).body).toMatchObject({ state: 'failed' });
    await save("date('now')", 'migrated');
    expect((await ask('/rooms/green')).body).toMatchObject([{ author: 'Ada' }]);
  });

  it('roll back, and migrate again', async () => {
    expect((await ask('/rooms/blue', { author: 'Bo', text: 'Hi' })).status).toBe(200);
    expect((await ask('/rooms/blue/rollback', '')).body).toMatchObject({ failure: {} });
    expect((await ask('/rooms/blue')).status).toBe(503);
    expect((await ask('/rooms/blue/retry', '')).body).toMatchObject({ state: 'migrated' });
    expect((await ask('/rooms/blue')).body).toEqual([{ author: 'Bo', text: 'Hi' }]);
  });
});
