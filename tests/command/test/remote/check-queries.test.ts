// The queries of a database at Cloudflare: its insights, and the plan of a migrate that shows what breaks.
import { describe, expect, it } from 'vitest';
import type { Files } from '../support/project.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';
import { openTerminal } from '../support/terminal.ts';

const aRemoteProject = remoteProjects(16, { atOnce: true });
const files = {
  '1_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);',
  '2_no_nick.sql': 'ALTER TABLE users DROP COLUMN nick;',
};
const allowed = ['--remote', '--allow', 'drop-column'];
const reads = 'SELECT nick FROM users WHERE id = ?';

/** The first migration is applied. */
async function aProject(more: Files = {}): Promise<RemoteProject> {
  const project = await aRemoteProject(files, more);
  await project.roost(['migrate', '--remote', '--force', '--to', '1_users']);
  return project;
}

const columns = (project: RemoteProject) => project.rows("SELECT name FROM pragma_table_info('users')");

describe('check:queries --insights', () => {
  it('reads what ran, with how often', async () => {
    await using project = await aProject();
    project.cloudflare.ran(project.name, [
      { query: reads, count: 12 },
      { query: 'SELECT 1', count: 50 },
      { query: 'SELECT cut off in the mid', count: 1 },
    ]);
    const { exitCode, result } = await project.spawnJson(['check:queries', '--remote', '--insights']);
    expect(exitCode).toBe(5);
    expect(result).toMatchObject({
      checked: 2,
      findings: [{ sql: reads, calls: 12, source: 'D1 insights', object: 'users.nick' }],
      unreadable: [{ sql: 'SELECT cut off in the mid', calls: 1 }],
      sources: [{ name: 'D1 insights', queries: 3 }],
    });
    expect((await columns(project)).length).toBe(3);
  });

  it('says that a login may not read them, and which permission it needs', async () => {
    await using project = await aProject();
    project.cloudflare.fail({
      what: 'no-permission',
      when: { path: '/graphql', body: (body) => JSON.stringify(body).includes(project.uuid) },
    });
    const { exitCode, error } = await project.json(['check:queries', '--remote', '--insights']);
    expect([exitCode, error?.code]).toEqual([2, 'REMOTE.FORBIDDEN']);
    expect(error?.hint).toContain('Account Analytics > Read');
    expect(JSON.stringify(error)).not.toContain(project.env['CLOUDFLARE_API_TOKEN']);
  });

  it('tells if there may be more than it has read', async () => {
    await using project = await aProject();
    const many = Array.from({ length: 1200 }, (_, index) => ({ query: `SELECT ${index}`, count: index }));
    project.cloudflare.ran(project.name, many);
    const { exitCode, stderr } = await project.roost(['check:queries', '--remote', '--insights']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning D1 insights: only the 1000 most frequent queries are checked\n');
    expect(stderr).toContain('of 1000 queries, none breaks with 1 pending migration');
  });
});

describe('migrate --remote, where roost.json names the queries', () => {
  const settings = { 'roost.json': '{ "queries": ["q.sql", "insights"] }', 'q.sql': `${reads};` };

  it('shows with its question what breaks', async () => {
    await using project = await aProject(settings);
    const terminal = openTerminal(['migrate', ...allowed], { cwd: project.root, env: project.env });
    await terminal.until('[y/N]');
    const screen = await terminal.screen();
    terminal.type('n\r');
    expect((await terminal.ended).exitCode).toBe(3);
    expect(screen).toContain('warning 1 query of the application would fail or lose an index\n');
    expect(screen).toContain(`  fails ${reads}\n        no such column: nick (users.nick)\n`);
    expect((await columns(project)).length).toBe(3);
  });

  it('warns of it without a question, and goes on', async () => {
    await using project = await aProject(settings);
    const { exitCode, stderr } = await project.spawnRoost(['migrate', ...allowed, '--force']);
    expect(exitCode).toBe(0);
    expect(stderr.split('would fail or lose').length).toBe(2);
    expect(stderr).toContain('        after 2_no_nick; from q.sql:1\n');
    expect((await columns(project)).length).toBe(2);
  });

  it('has it in JSON, and in a dry run', async () => {
    await using project = await aProject(settings);
    const broken = { queries: { findings: [{ sql: reads, migration: '2_no_nick' }] } };
    const pretended = await project.json(['migrate', ...allowed, '--pretend']);
    expect(pretended).toMatchObject({ exitCode: 0, result: broken });
    const shown = await project.roost(['migrate', ...allowed, '--pretend']);
    expect(shown.stderr).toContain('warning 1 query of the application would fail or lose an index\n');
    expect(await project.json(['migrate', ...allowed, '--force'])).toMatchObject({
      exitCode: 0,
      result: broken,
    });
  });

  it('checks only what will run', async () => {
    await using project = await aProject({
      ...settings,
      'database/migrations/3_no_users.sql': 'DROP TABLE users;',
      'q.sql': 'SELECT name FROM users;',
    });
    const { result } = await project.json(['migrate', ...allowed, '--to', '2_no_nick', '--pretend']);
    expect(result).toMatchObject({ queries: { findings: [], migrations: ['2_no_nick'] } });
  });

  it.each([
    [
      'a log that cannot be read',
      { 'q.sql': '', 'roost.json': '{ "queries": "nowhere.jsonl" }' },
      'QUERIES.UNREADABLE',
    ],
    [
      'a line that is no query',
      { 'q.jsonl': 'x', 'roost.json': '{ "queries": "q.jsonl" }' },
      'QUERIES.LINE_INVALID',
    ],
  ])('stops at %s before it writes', async (_, more, code) => {
    await using project = await aProject();
    await project.write(more as Files);
    const { exitCode, error } = await project.json(['migrate', ...allowed, '--force']);
    expect([exitCode, error?.code]).toEqual([2, code]);
    expect((await columns(project)).length).toBe(3);
  });

  it('reads nothing if nothing is to be done', async () => {
    await using project = await aProject();
    await project.write({ 'roost.json': '{ "queries": "nowhere.sql" }' });
    await project.remove('database/migrations/2_no_nick.sql');
    expect((await project.roost(['migrate', '--remote'])).stderr).toBe('Nothing to migrate.\n');
  });
});
