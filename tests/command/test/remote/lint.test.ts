// A migrate that would lose data at Cloudflare: it is stopped before anything is sent, unless that is allowed
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from '../support/migrations.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(12);
const remote = ['--remote', '--force'];
const [a, b, c, d] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c'), nameOf(4, 'd')];

const parents = migration(
  runs(
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)',
    'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
    "INSERT INTO users VALUES (1, 'Ada')",
    'INSERT INTO posts VALUES (1, 1)',
  ),
);
const rebuild = [
  'CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
  'INSERT INTO users_new SELECT * FROM users',
  'DROP TABLE users',
  'ALTER TABLE users_new RENAME TO users',
];
const reading = "await db.prepare('SELECT count(*) AS n FROM posts').first('n');";

/** A database with users and posts, and these files pending. */
async function withPending(pending: Readonly<Record<string, string>>): Promise<RemoteProject> {
  const project = await aProject({ [`${a}.ts`]: parents });
  await project.roost(['migrate', ...remote]);
  await project.write(
    Object.fromEntries(
      Object.entries(pending).map(([name, text]) => [`database/migrations/${name}.ts`, text]),
    ),
  );
  project.cloudflare.forget();
  return project;
}

const posts = (project: RemoteProject) => project.rows('SELECT count(*) AS n FROM posts');
const createsTable = (name: string) => migration(runs(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY)`));

describe('a migrate that would lose data', () => {
  it('is stopped before anything is sent, also what comes before it, in two requests', async () => {
    await using project = await withPending({ [b]: createsTable('b'), [c]: migration(runs(...rebuild)) });
    const { exitCode, error } = await project.json(['migrate', ...remote]);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.LOSES_DATA']);
    expect(error?.message).toContain(
      `'${c}' loses data at statement 3: Dropping 'users' deletes every row of 'posts'`,
    );
    expect(error?.hint).toContain('--allow drop-parent');
    expect(error?.details).toMatchObject({
      file: project.path(`database/migrations/${c}.ts`),
      findings: [{ rule: 'drop-parent', statement: { number: 3 } }],
    });
    expect(project.requests()).toHaveLength(2);
    expect(await project.tables()).toEqual(['posts', 'users']);
    expect(await posts(project)).toEqual([{ n: 1 }]);
  });

  it('goes on where the command line allows it, and says nothing of it', async () => {
    await using project = await withPending({ [b]: migration(runs(...rebuild)) });
    const ended = await project.roost(['migrate', ...remote, '--allow', 'drop-parent']);
    expect([ended.exitCode, ended.stderr.includes('drop-parent')]).toEqual([0, false]);
    expect(await posts(project)).toEqual([{ n: 0 }]);
  });

  it('goes on where the file allows it', async () => {
    const text = `// roost-allow drop-table: moved to another database\n${migration(runs('DROP TABLE posts'))}`;
    await using project = await withPending({ [b]: text });
    expect((await project.roost(['migrate', ...remote])).exitCode).toBe(0);
    expect(await project.tables()).toEqual(['users']);
  });

  it('shows what else there is to say ahead of the question, and asks', async () => {
    await using project = await withPending({
      [b]: migration(runs('CREATE VIRTUAL TABLE search USING fts5 (body)')),
    });
    const ended = await project.roost(['migrate', ...remote]);
    expect(ended.exitCode).toBe(0);
    const lines = ended.stderr.split('\n');
    expect(lines[4]).toContain(`warning ${b} at statement 1: While the virtual table 'search' exists`);
    expect(project.requests()).toHaveLength(3);
  });

  it('that reads the database is stopped when its turn comes, with what was done before it', async () => {
    await using project = await withPending({
      [b]: createsTable('b'),
      [c]: migration(`${reading} ${runs(...rebuild)}`),
      [d]: createsTable('d'),
    });
    const { exitCode, error } = await project.json(['migrate', ...remote]);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.LOSES_DATA']);
    expect(error?.details).toMatchObject({
      step: { name: c },
      report: { done: [{ name: b }], remaining: [{ name: c }, { name: d }] },
    });
    expect(await project.tables()).toEqual(['b', 'posts', 'users']);
    expect(await posts(project)).toEqual([{ n: 1 }]);
  });

  it('behind one that reads the database is stopped when its turn comes', async () => {
    await using project = await withPending({
      [b]: migration(reading),
      [c]: migration(runs('DROP TABLE posts')),
    });
    const { error } = await project.json(['migrate', ...remote]);
    expect(error?.details).toMatchObject({ step: { name: c }, report: { done: [{ name: b }] } });
    expect(await posts(project)).toEqual([{ n: 1 }]);
  });

  it('is stopped where it runs outside a transaction', async () => {
    const direct = migration(runs('DELETE FROM posts'), undefined, 'withinTransaction: false,');
    await using project = await withPending({ [b]: direct });
    expect((await project.json(['migrate', ...remote])).error?.code).toBe('MIGRATION.LOSES_DATA');
    expect(await posts(project)).toEqual([{ n: 1 }]);
  });

  it('outside a transaction, behind a read, is said not to be looked at', async () => {
    const direct = migration(
      `${reading} ${runs('CREATE TABLE b (id)')}`,
      undefined,
      'withinTransaction: false,',
    );
    await using project = await withPending({ [b]: direct });
    const { exitCode, result } = await project.json(['migrate', ...remote]);
    expect(exitCode).toBe(0);
    expect(result?.['findings']).toMatchObject([{ rule: 'not-linted', severity: 'warning', migration: b }]);
  });

  it('is pretended without being stopped', async () => {
    await using project = await withPending({ [b]: migration(runs('DROP TABLE posts')) });
    const ended = await project.roost(['migrate', '--remote', '--pretend']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain(
      `loss ${b} at statement 1: Dropping 'posts' loses every row of 'posts'. [drop-table]`,
    );
    expect(await posts(project)).toEqual([{ n: 1 }]);
  });
});

describe('an empty preview database', () => {
  const empty = migration(runs('CREATE TABLE t (id INTEGER PRIMARY KEY)'));
  const drops = migration(runs('DROP TABLE t'));

  /** A database with the empty table `t`, which a pending migration drops. */
  async function withEmptyTable(): Promise<RemoteProject> {
    const project = await aProject({ [`${a}.ts`]: empty });
    await project.roost(['migrate', ...remote]);
    await project.write({ [`database/migrations/${b}.ts`]: drops });
    project.cloudflare.forget();
    return project;
  }

  it('is migrated whatever is dropped, with one request more', async () => {
    await using project = await withEmptyTable();
    expect((await project.roost(['migrate', ...remote])).exitCode).toBe(0);
    expect(await project.tables()).toEqual([]);
    expect(project.requests()).toHaveLength(4);
  });

  it('shows with --pretend that the table has to be empty', async () => {
    await using project = await withEmptyTable();
    const pretended = await project.roost(['migrate', '--remote', '--pretend']);
    expect(pretended.stderr).toContain('\nDry run: nothing was written.\n');
    expect(pretended.stdout).toContain('no longer empty: t');
  });
});

it('a migration is called once for what is looked at ahead and sent', async () => {
  const counting = migration(`console.log('called'); ${runs('CREATE TABLE b (id)')}`);
  await using project = await aProject({ ...tables('a'), [`${b}.ts`]: counting });
  const ended = await project.spawnRoost(['migrate', ...remote]);
  expect(ended.exitCode).toBe(0);
  expect(`${ended.stdout}${ended.stderr}`.split('called')).toHaveLength(2);
});
