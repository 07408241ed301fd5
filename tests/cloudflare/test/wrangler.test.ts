// The stand-in held to what the real wrangler expects. That each of its commands keeps to loopback and asks for nothing
// unknown is checked wherever a project runs one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contactsIn, loopbackOnly, runNode } from './support/process.ts';
import { projectsOn } from './support/wrangler.ts';

const aProject = projectsOn([...Array.from({ length: 13 }, (_, index) => `app-${index}`), 'unbound']);

const apply = (name: string) => ['d1', 'migrations', 'apply', name, '--remote'];
const execute = (name: string) => ['d1', 'execute', name, '--remote', '--json'];

describe.concurrent('wrangler against the stand-in', () => {
  it('applies migrations, and lists those that are left', async (context) => {
    const { cloudflare, name, db, write, wrangler } = await aProject(context);
    await write({
      'migrations/0001_create.sql': 'CREATE TABLE listed (title TEXT);\n',
      'migrations/0002_fill.sql': "INSERT INTO listed VALUES ('one');\nINSERT INTO listed VALUES ('two');\n",
    });
    expect(await wrangler(apply(name))).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await db.prepare('SELECT count(*) AS n FROM listed').first('n')).toBe(2);
    expect(await db.prepare('SELECT name FROM d1_migrations ORDER BY id').raw()).toEqual([
      ['0001_create.sql'],
      ['0002_fill.sql'],
    ]);
    expect(cloudflare.requests.map(({ body }) => body)).toContainEqual({
      sql: expect.stringMatching(/^CREATE TABLE listed.*INSERT INTO "d1_migrations"/s),
    });

    await write({ 'migrations/0003_left.sql': 'SELECT 1;\n' });
    const { stdout } = await wrangler(['d1', 'migrations', 'list', 'DB', '--remote']);
    expect(stdout.match(/\d+_\w+\.sql/g)).toEqual(['0003_left.sql']);
  });

  it('stops at a migration that fails, and nothing of it stays', async (context) => {
    const { name, db, write, wrangler } = await aProject(context);
    await write({
      'migrations/0001_create.sql': 'CREATE TABLE whole (title TEXT);\n',
      'migrations/0002_fail.sql': 'CREATE TABLE half (a);\nINSERT INTO nope VALUES (1);\n',
    });
    const { exitCode, stderr } = await wrangler(apply(name));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no such table: nope: SQLITE_ERROR [code: 7500]');
    const tables = "SELECT name FROM sqlite_master WHERE name IN ('whole', 'half')";
    expect(await db.prepare(tables).raw()).toEqual([['whole']]);
    expect(await db.prepare('SELECT name FROM d1_migrations').raw()).toEqual([['0001_create.sql']]);
  });

  it('takes a migration for failed when only its answer was lost', async (context) => {
    const { cloudflare, name, db, write, wrangler } = await aProject(context);
    await write({ 'migrations/0001_lost.sql': 'CREATE TABLE lost (title TEXT);\n' });
    cloudflare.fail({
      what: 'drop-after',
      when: { body: (body) => JSON.stringify(body).includes('TABLE lost') },
    });
    expect((await wrangler(apply(name))).exitCode).toBe(1);
    expect(await db.prepare('SELECT name FROM d1_migrations').first('name')).toBe('0001_lost.sql');
  });

  it('finds the account and a database that is not configured, and gives rows as JSON', async (context) => {
    const { wrangler } = await aProject(context);
    const args = [...execute('unbound'), '--command', 'SELECT 1 AS one; SELECT 2 AS two'];
    const { exitCode, stdout } = await wrangler(args, { CLOUDFLARE_ACCOUNT_ID: '' });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ results: [{ one: 1 }] }, { results: [{ two: 2 }] }]);
  });

  it('tells of a command that fails as JSON', async (context) => {
    const { name, wrangler } = await aProject(context);
    const { exitCode, stdout } = await wrangler([...execute(name), '--command', 'SELECT * FROM nope']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 7500, notes: [{ text: 'no such table: nope: SQLITE_ERROR [code: 7500]' }] },
    });
  });

  it('executes a file', async (context) => {
    const { name, db, write, wrangler } = await aProject(context);
    await write({ 'file.sql': "CREATE TABLE filled (title TEXT);\nINSERT INTO filled VALUES ('one');\n" });
    const { exitCode, stdout } = await wrangler([...execute(name), '--file', 'file.sql']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('"Total queries executed": 2');
    expect(await db.prepare('SELECT title FROM filled').first('title')).toBe('one');
  });

  it('executes nothing of a file that fails', async (context) => {
    const { name, db, write, wrangler } = await aProject(context);
    await write({ 'file.sql': 'CREATE TABLE filled (title TEXT);\nSELEC;\n' });
    const { exitCode, stdout } = await wrangler([...execute(name), '--file', 'file.sql']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('syntax error');
    expect(await db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'filled'").first()).toBeNull();
  });

  it('gives the token without asking anybody', async (context) => {
    const { cloudflare, contacts, wrangler } = await aProject(context);
    const { stdout } = await wrangler(['auth', 'token', '--json']);
    expect(JSON.parse(stdout)).toEqual({ type: 'api_token', token: cloudflare.token });
    expect(await contacts()).toEqual([]);
  });

  it('says that a token is wrong', async (context) => {
    const { name, write, wrangler } = await aProject(context);
    await write({ 'migrations/0001_any.sql': 'SELECT 1;\n' });
    const { exitCode, stderr } = await wrangler(apply(name), { CLOUDFLARE_API_TOKEN: '0'.repeat(40) });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Authentication error [code: 10000]');
    expect(stderr).not.toContain('error handler also failed');
  });

  it('tells the bookmark', async (context) => {
    const { name, wrangler } = await aProject(context);
    const { stdout } = await wrangler(['d1', 'time-travel', 'info', name, '--json']);
    expect(JSON.parse(stdout)).toEqual({ bookmark: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]+){3}$/) });
  });

  it('shows a version of a Worker, with its tag and its message', async (context) => {
    const { cloudflare, wrangler } = await aProject(context);
    const id = '18f97339-c287-4872-9bdd-e2135c07ec12';
    cloudflare.addVersion({ worker: 'project', id, tag: 'roost:1_a', message: 'Add posts' });
    const view = async (version: string) => wrangler(['versions', 'view', version, '--json']);
    const { stdout } = await view(id);
    expect(JSON.parse(stdout)).toMatchObject({
      id,
      annotations: { 'workers/tag': 'roost:1_a', 'workers/message': 'Add posts' },
    });
    const missing = await view(id.replace('1', '2'));
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain('10021');
  });

  it('tells its insights, those of this database alone', async (context) => {
    const { cloudflare, name, wrangler } = await aProject(context);
    const read = { query: 'SELECT name FROM users WHERE id = ?', count: 2 };
    cloudflare.ran(name, [read, { query: 'SELECT 1', count: 7 }, { query: '', count: 9 }]);
    cloudflare.ran('unbound', [{ query: 'SELECT 2', count: 1 }]);
    const insights = ['d1', 'insights', name, '--json', '--time-period', '31d', '--limit', '3'];
    const { exitCode, stdout } = await wrangler([...insights, '--sort-by', 'count']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { query: 'SELECT 1', numberOfTimesRun: 7 },
      { query: read.query, numberOfTimesRun: 2 },
    ]);
    const [asked] = cloudflare.requests.filter(({ path }) => path === '/graphql');
    expect(asked).toMatchObject({ method: 'POST', known: true, status: 200 });
  });

  it('greets its user', async (context) => {
    const { cloudflare, wrangler } = await aProject(context);
    const { stdout } = await wrangler(['whoami', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      loggedIn: true,
      email: cloudflare.email,
      accounts: [{ id: cloudflare.accountId }],
    });
  });
});

it('keeps a process from any other host, and notices that it tried', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'roost-cloudflare-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const contacts = join(folder, 'contacts.txt');
  const tries = "await fetch('http://192.0.2.1/').catch((error) => console.log(error.cause.message))";
  const { stdout } = await runNode(['--input-type=module', '--eval', tries], folder, loopbackOnly(contacts));
  expect(stdout).toBe('192.0.2.1 is not loopback\n');
  expect(await contactsIn(contacts)).toEqual(['192.0.2.1']);
});
