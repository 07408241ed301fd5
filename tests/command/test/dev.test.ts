// The local database through the explorer of a running server, as `wrangler dev` has it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Miniflare } from 'miniflare';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migration, nameOf, runs } from './support/migrations.ts';
import { databaseId, type Project, projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const worker = `export default {
  async fetch(request, { DB }) {
    try {
      const { meta } = await DB.prepare('INSERT INTO visits (note) VALUES (?)').bind('a visit').run();
      return Response.json({ id: meta.last_row_id });
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};`;

type Served = { readonly url: string; query(sql: string): Promise<readonly unknown[]> };

/** Serves the project's database, in memory. */
async function serve(id = databaseId): Promise<Served> {
  const miniflare = new Miniflare({
    enableDevRegistry: false,
    handleStructuredLogs: () => undefined,
    unsafeLocalExplorer: true,
    workers: [
      {
        config: {
          name: 'dev',
          compatibilityDate: '2026-07-01',
          manifest: { mainModule: 'worker.js', modules: { 'worker.js': { type: 'esm', contents: worker } } },
          env: { DB: { type: 'd1', id } },
        },
      },
    ],
  });
  onTestFinished(() => miniflare.dispose());
  const { origin } = await miniflare.ready;
  const db = await miniflare.getD1Database('DB');
  await db.prepare('CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)').run();
  return { url: origin, query: async (sql) => (await db.prepare(sql).all()).results };
}

function project(count: number): Promise<Project> {
  const migrations = Array.from({ length: count }, (_, index) => [
    `${nameOf(index + 1, 'grow')}.ts`,
    migration(
      runs(`CREATE TABLE t${index} (id INTEGER PRIMARY KEY)`, `ALTER TABLE visits ADD COLUMN c${index}`),
      runs(`DROP TABLE t${index}`, `ALTER TABLE visits DROP COLUMN c${index}`),
    ),
  ]);
  return projectWith(Object.fromEntries(migrations));
}

describe('--dev', () => {
  it('refuses no request of a Worker that writes all the time, whatever is migrated', async () => {
    const { url, query } = await serve();
    await using blog = await project(20);
    const visits: { readonly id?: number; readonly error?: string }[] = [];
    let isOver = false;
    const visit = async (): Promise<void> => {
      while (!isOver) visits.push((await (await fetch(url)).json()) as { id?: number; error?: string });
    };
    const visiting = Promise.all([visit(), visit(), visit()]);
    const ended = [
      await blog.roost(['migrate', '--dev', url]),
      await blog.roost(['migrate:rollback', '--dev', url]),
    ];
    isOver = true;
    await visiting;
    expect(ended.map(({ stderr }) => withoutTimes(stderr).trim().split('\n').at(-1))).toEqual([
      'Applied 20 migrations in batch 1 (<time>).',
      'Rolled back 20 migrations (<time>).',
    ]);
    expect(visits.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(visits.length).toBeGreaterThan(0);
    expect(await query('SELECT count(*) AS n FROM visits')).toEqual([{ n: visits.length }]);
  });

  it('shows, checks, rehearses and undoes as on the file, which stays untouched', async () => {
    const { url, query } = await serve();
    const { host, port } = new URL(url);
    await using blog = await project(1);
    const before = await blog.contents();
    const rehearsed = await blog.roost(['migrate', '--dev', port, '--rehearse']);
    expect(rehearsed.stderr).toContain(`on app-db (wrangler dev at localhost:${port})`);
    const migrated = await blog.json(['migrate', '--dev', host]);
    expect(migrated).toMatchObject({ exitCode: 0, target: { kind: 'local', dev: { url, databaseId } } });
    expect(await query('SELECT migration, state FROM migrations')).toEqual([
      { migration: nameOf(1, 'grow'), state: 'applied' },
    ]);
    const [status, doctor, dump] = [
      await blog.json(['migrate:status', '--dev', url]),
      await blog.json(['doctor', '--dev', url]),
      await blog.roost(['schema:dump', '--dev', url]),
    ];
    expect(status.result).toMatchObject({ pending: 0 });
    expect(doctor.result).toMatchObject({ failed: 0 });
    expect(dump.stdout).toContain('CREATE TABLE t0 (\n  id INTEGER PRIMARY KEY\n);\n');
    expect((await blog.roost(['migrate:rollback', '--dev', url])).exitCode).toBe(0);
    expect(await blog.contents()).toEqual(before);
  });

  it('names the statement that fails, and leaves nothing of it', async () => {
    const { url, query } = await serve();
    const failing = migration(runs('CREATE TABLE half (a)', 'INSERT INTO nowhere VALUES (1)'));
    await using blog = await projectWith({ [`${nameOf(1, 'fail')}.ts`]: failing });
    const { exitCode, error } = await blog.json(['migrate', '--dev', url]);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.FAILED']);
    expect(error?.message).toContain(
      'at statement 2 (INSERT INTO nowhere VALUES (1)): D1_ERROR: no such table',
    );
    expect(await query("SELECT name FROM sqlite_schema WHERE name = 'half'")).toEqual([]);
  });

  it('refuses a server of another project, before it creates a database there', async () => {
    const { url } = await serve('another');
    await using blog = await project(1);
    const { exitCode, error } = await blog.json(['migrate', '--dev', url]);
    expect([exitCode, error?.code]).toEqual([2, 'DEV.DATABASE_UNKNOWN']);
    expect(error?.message).toContain(`no database with the id '${databaseId}', but DB ('another')`);
  });

  it.each<[string, number | undefined, RequestListener]>([
    ['DEV.NO_EXPLORER', 1, (_request, response) => response.end('the page of a Worker')],
    ['DEV.NO_EXPLORER', 1, (_request, response) => response.end('{"success":true,"result":{}}')],
    [
      'DEV.REFUSED',
      1,
      (_request, response) =>
        response.writeHead(403).end('{"success":false,"errors":[{"message":"Invalid Host header"}]}'),
    ],
    ['DEV.ANSWER_LOST', 1, (request) => request.socket.destroy()],
  ])('says %s of what is no wrangler dev', async (code, expected, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    await using blog = await project(1);
    const address = String((server.address() as AddressInfo).port);
    const { exitCode, error } = await blog.json(['migrate', '--dev', `127.0.0.1:${address}`]);
    expect([error?.code, exitCode]).toEqual([code, expected]);
  });

  it('says that nothing answers, or can answer there', async () => {
    await using blog = await project(1);
    for (const address of [await closedAddress(), '127.0.0.1:1']) {
      const { exitCode, error } = await blog.json(['migrate', '--dev', address]);
      expect([exitCode, error?.code]).toEqual([1, 'DEV.UNREACHABLE']);
    }
  });

  it.each(['--dev ht%20tp:x', '--dev 8787 --remote', '--dev 8787 --file a.sqlite'])(
    'refuses %s',
    async (flags) => {
      await using blog = await project(1);
      const { exitCode, error } = await blog.json(['migrate', ...flags.split(' ')]);
      expect([exitCode, error?.code]).toEqual([2, 'CLI.USAGE']);
    },
  );
});

async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}
