// What stands between a user and the database: each has its own code, says what to do, writes nothing and keeps secrets.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Fault } from '@roostjs/tests-cloudflare';
import { describe, expect, it } from 'vitest';
import { tables } from '../support/migrations.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(26, { atOnce: true });
const nowhere = `http://127.0.0.1:${await unusedPort()}`;

type Case = {
  readonly title: string;
  readonly code: string;
  readonly exitCode: number;
  readonly names: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (project: RemoteProject) => Promise<void> | void;
};

function configuredWith(database: object, worker: object = {}): (project: RemoteProject) => Promise<void> {
  const config = { ...worker, d1_databases: [{ binding: 'DB', ...database }] };
  return (project) => project.write({ 'wrangler.jsonc': JSON.stringify(config) });
}

const noLogin = { CLOUDFLARE_API_TOKEN: '' };

const cases: readonly Case[] = [
  {
    title: 'no login, and wrangler is not installed',
    env: noLogin,
    code: 'REMOTE.LOGIN_MISSING',
    exitCode: 2,
    names: ['CLOUDFLARE_API_TOKEN', 'wrangler is not installed'],
  },
  {
    title: 'a wrong token',
    env: { CLOUDFLARE_API_TOKEN: 'wrong-token-of-somebody' },
    code: 'REMOTE.UNAUTHORIZED',
    exitCode: 2,
    names: ['CLOUDFLARE_API_TOKEN'],
  },
  {
    title: 'a wrong account',
    env: { CLOUDFLARE_ACCOUNT_ID: '0123456789abcdef0123456789abcdef' },
    code: 'REMOTE.FORBIDDEN',
    exitCode: 2,
    names: ['account'],
  },
  {
    title: 'an id of no database',
    prepare: configuredWith({ database_name: 'gone', database_id: '00000000-0000-0000-0000-000000000000' }),
    code: 'REMOTE.DATABASE_NOT_FOUND',
    exitCode: 2,
    names: ['wrangler d1 list'],
  },
  {
    title: 'a name of no database',
    prepare: configuredWith({ database_name: 'no-such-database' }),
    code: 'REMOTE.DATABASE_NOT_FOUND',
    exitCode: 2,
    names: ['no-such-database'],
  },
  {
    title: 'neither an id nor a name, nor one of the Worker',
    prepare: configuredWith({}),
    code: 'CONFIG.DATABASE_ID_MISSING',
    exitCode: 2,
    names: ['DB', 'wrangler deploy'],
  },
  {
    title: 'neither an id nor a name, before wrangler has created it',
    prepare: configuredWith({}, { name: 'app' }),
    code: 'REMOTE.DATABASE_NOT_FOUND',
    exitCode: 2,
    names: ['app-db', 'wrangler deploy'],
  },
  {
    title: 'no permission',
    prepare: failingBy({ what: 'no-permission' }),
    code: 'REMOTE.FORBIDDEN',
    exitCode: 2,
    names: ['Account > D1 > Edit'],
  },
  {
    title: 'an API that is down',
    env: { CLOUDFLARE_API_BASE_URL: nowhere },
    code: 'REMOTE.UNREACHABLE',
    exitCode: 1,
    names: [nowhere.replace('http://', '')],
  },
  {
    title: "a proxy's page instead of JSON",
    prepare: failingBy({ what: 'html' }),
    code: 'REMOTE.ANSWER_UNREADABLE',
    exitCode: 1,
    names: ['502', 'text/html'],
  },
  {
    title: 'half an answer',
    prepare: failingBy({ what: 'malformed-json' }),
    code: 'REMOTE.ANSWER_UNREADABLE',
    exitCode: 1,
    names: ["is not an answer of Cloudflare's API"],
  },
  {
    title: 'a server that always fails',
    prepare: failingBy({ what: 'status-before', status: 500 }),
    code: 'REMOTE.SERVER_FAILED',
    exitCode: 1,
    names: ['500'],
  },
  {
    title: '--preview without a preview database',
    prepare: configuredWith({ database_name: 'app', database_id: '1' }),
    code: 'CONFIG.PREVIEW_ID_MISSING',
    exitCode: 2,
    names: ['preview_database_id'],
  },
];

/** Every request for the project's database fails. */
function failingBy(fault: Fault): (project: RemoteProject) => void {
  return ({ cloudflare, uuid }) =>
    cloudflare.fail({ ...fault, when: { path: new RegExp(uuid) }, times: 'always' });
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

// Most wait until a request is sent for the last time.
describe.concurrent.each(cases)('$title', ({ title, code, exitCode, names, env = {}, prepare }) => {
  /** The project, and what `roost` is given: nothing of this machine is to be found. */
  async function hindered(args: readonly string[]) {
    const project = await aProject(tables('a'));
    await prepare?.(project);
    const flag = title.startsWith('--preview') ? '--preview' : '--remote';
    return { project, line: [...args, flag], options: { env: { PATH: '/nowhere', ...env } } };
  }

  async function nothingHappened(project: RemoteProject, said: unknown): Promise<void> {
    for (const secret of [project.cloudflare.token, 'wrong-token-of-somebody'])
      expect(JSON.stringify(said)).not.toContain(secret);
    expect(await project.rows("SELECT name FROM sqlite_schema WHERE name NOT GLOB '_cf_*'")).toEqual([]);
  }

  it('is told to programs as a code', async () => {
    const { project, line, options } = await hindered(['migrate:status']);
    await using _ = project;
    const answer = await project.json(line, options);
    expect([answer.exitCode, answer.error?.code]).toEqual([exitCode, code]);
    for (const name of names) expect(`${answer.error?.message} ${answer.error?.hint}`).toContain(name);
    await nothingHappened(project, answer);
  });

  it('is told to people without a stack, and nothing is written', async () => {
    const { project, line, options } = await hindered(['migrate', '--force']);
    await using _ = project;
    const ended = await project.roost(line, options);
    expect([ended.exitCode, ended.stdout]).toEqual([exitCode, '']);
    expect(ended.stderr).toMatch(new RegExp(`^error .*\\[${code}\\]\n(      file: .*\n)?next {2}\\S.*\n$`));
    await nothingHappened(project, ended);
  });
});
