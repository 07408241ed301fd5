// roost gate:check on a database at Cloudflare, with the manifest of a file or of a deployed version.
import { describe, expect, it } from 'vitest';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(6);

const base = { '1_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);' };
const later = {
  'database/migrations/2_email.sql': 'ALTER TABLE users ADD COLUMN email TEXT;',
  'database/migrations/3_no_nick.sql': 'ALTER TABLE users DROP COLUMN nick;',
};

const id = '18f97339-c287-4872-9bdd-e2135c07ec12';

/** The first migration is applied. */
async function begun(): Promise<RemoteProject> {
  const project = await aProject(base);
  await project.roost(['migrate', '--remote', '--force']);
  await project.roost(['gate:manifest', '--out', 'old.json']);
  await project.write(later);
  await project.roost(['gate:manifest', '--out', 'new.json']);
  project.cloudflare.forget();
  return project;
}

const paths = ({ cloudflare }: RemoteProject) =>
  cloudflare.requests.map(
    ({ method, path }) => `${method} ${path.replace(/[\da-f]{32}|[\da-f-]{36}/g, '*')}`,
  );

describe('roost gate:check --remote', () => {
  it('asks once, and writes nothing', async () => {
    await using project = await begun();
    expect(await project.roost(['gate:check', '--manifest', 'new.json', '--remote'])).toMatchObject({
      exitCode: 4,
      stdout: 'missing   2_email\n',
      stderr:
        `${project.name} (remote) lacks 1 of the 2 migrations that the code needs.\n` +
        'next  run roost migrate --remote --phase expand, and then deploy the code\n',
    });
    expect(paths(project)).toEqual(['POST /accounts/*/d1/database/*/raw']);
    await project.roost(['migrate', '--remote', '--force', '--allow', 'drop-column']);
    expect((await project.roost(['gate:check', '--manifest', 'new.json', '--remote'])).exitCode).toBe(0);
    expect(await project.roost(['gate:check', '--manifest', 'old.json', '--remote'])).toMatchObject({
      exitCode: 5,
      stdout: 'contract  3_no_nick\n          users.nick is gone\n',
    });
  });

  it('finds everything missing in a database without a ledger, and leaves it empty', async () => {
    await using project = await aProject(base);
    await project.roost(['gate:manifest', '--out', 'new.json']);
    expect(await project.roost(['gate:check', '--manifest', 'new.json', '--preview'])).toMatchObject({
      exitCode: 2,
    });
    expect((await project.roost(['gate:check', '--manifest', 'new.json', '--remote'])).exitCode).toBe(4);
    expect(await project.rows("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'")).toEqual([]);
  });
});

describe('roost gate:check --version-id', () => {
  it('has the manifest of a version from its tag, and the folder', async () => {
    await using project = await begun();
    const { stdout: tag } = await project.roost(['gate:manifest', '--tag']);
    project.cloudflare.addVersion({ worker: 'app', id, tag: tag.trim() });
    const check = ['gate:check', '--version-id', id];
    expect(await project.roost(check)).toMatchObject({
      exitCode: 4,
      stdout: 'missing   2_email\n',
      stderr: expect.stringMatching(
        new RegExp(`^Version ${id} of app: ${project.name} \\(remote\\) lacks 1 of the 2 migrations`),
      ),
    });
    expect(paths(project)).toEqual([
      'GET /accounts/*/workers/scripts/app/versions/*',
      'POST /accounts/*/d1/database/*/raw',
    ]);
    await project.roost(['migrate', '--remote', '--force', '--allow', 'drop-column']);
    expect((await project.roost(check)).exitCode).toBe(0);
  });

  it('has it from a message, of the Worker of an environment, or of the name that is given', async () => {
    await using project = await begun();
    const { name, uuid, cloudflare } = project;
    const d1 = [{ binding: 'DB', database_name: name, database_id: uuid }];
    const named = { name: 'shop' };
    await project.write({
      'wrangler.jsonc': JSON.stringify({
        name: 'shop',
        d1_databases: d1,
        env: { live: { d1_databases: d1 }, other: { ...named, name: 'other-shop', d1_databases: d1 } },
      }),
    });
    await project.roost(['migrate', '--remote', '--force', '--allow', 'drop-column']);
    const message = 'Deploy the shop (roost:1_users).';
    for (const worker of ['shop', 'shop-live', 'other-shop', 'elsewhere'])
      cloudflare.addVersion({ worker, id, message });
    cloudflare.forget();
    for (const flags of [[], ['--env', 'live'], ['--env', 'other'], ['--name', 'elsewhere']]) {
      const { exitCode, result } = await project.json(['gate:check', '--version-id', id, ...flags]);
      expect([exitCode, result]).toMatchObject([
        5,
        { moved: [{ name: '3_no_nick' }], tolerated: ['2_email'] },
      ]);
    }
    expect(paths(project).filter((path) => path.startsWith('GET'))).toEqual(
      ['shop', 'shop-live', 'other-shop', 'elsewhere'].map(
        (worker) => `GET /accounts/*/workers/scripts/${worker}/versions/*`,
      ),
    );
  });

  it('says what it cannot find, without the token', async () => {
    await using project = await begun();
    const { cloudflare } = project;
    const error = async (...flags: readonly string[]) => {
      const ended = await project.json(['gate:check', ...flags]);
      expect(JSON.stringify(ended)).not.toContain(cloudflare.token);
      return [ended.exitCode, ended.error?.code];
    };
    expect(await error('--version-id', id, '--name', 'nobody')).toEqual([2, 'REMOTE.VERSION_NOT_FOUND']);
    cloudflare.addVersion({ worker: 'untagged', id, tag: 'v1.2', message: 'Fix' });
    expect(await error('--version-id', id, '--name', 'untagged')).toEqual([2, 'GATE.VERSION_UNTAGGED']);
    expect(await error('--version-id', '../x', '--name', 'untagged')).toEqual([
      2,
      'REMOTE.VERSION_NOT_FOUND',
    ]);
    cloudflare.addVersion({ worker: 'newer', id, tag: 'roost:9_unknown' });
    expect(await error('--version-id', id, '--name', 'newer')).toEqual([2, 'GATE.VERSION_UNKNOWN']);
    for (const dots of ['..', '', 'a/b'])
      expect(await error('--version-id', dots, '--name', 'newer')).toEqual([2, 'REMOTE.VERSION_NOT_FOUND']);
    cloudflare.fail({ what: 'no-permission', when: { path: /\/versions\// } });
    const { exitCode, error: forbidden } = await project.json(['gate:check', '--version-id', id]);
    expect([exitCode, forbidden?.code]).toEqual([2, 'REMOTE.FORBIDDEN']);
    expect(forbidden?.hint).toContain('Workers Scripts > Read');
  });

  it('needs the name of the Worker', async () => {
    await using project = await begun();
    const d1 = [{ binding: 'DB', database_name: project.name, database_id: project.uuid }];
    await project.write({ 'wrangler.jsonc': JSON.stringify({ d1_databases: d1 }) });
    const { exitCode, error } = await project.json(['gate:check', '--version-id', id]);
    expect([exitCode, error?.code, error?.hint]).toEqual([
      2,
      'CLI.USAGE',
      'Give its name with --name <worker>.',
    ]);
  });
});
