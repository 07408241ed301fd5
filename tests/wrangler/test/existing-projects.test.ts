// The first ten minutes in a project of another tool: init, what it proposes, status, a migration, rollback, export, and
// wrangler makes the same schema from it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../command/test/support/project.ts';
import { type Project, projects } from './support/project.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n';
const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));\n';

const inSections = (sql: string, table: string): string =>
  `-- migrate:up\n${sql}\n-- migrate:down\nDROP TABLE ${table};\n`;

/** `ledger`: the tool whose tables the database has, as its own package has written them. */
type Existing = { readonly files: Files; readonly folder: string; readonly ledger: string };

const existing: Readonly<Record<string, Existing>> = {
  dbmate: {
    folder: 'db/migrations',
    ledger: 'dbmate',
    files: {
      'db/migrations/0001_users.sql': inSections(users, 'users'),
      'db/migrations/0002_posts.sql': inSections(posts, 'posts'),
    },
  },
  NuxtHub: {
    folder: 'server/db/migrations',
    ledger: 'nuxthub',
    files: {
      'server/db/migrations/0001_users.sql': users,
      'server/db/migrations/0002_posts.sql': posts,
    },
  },
  Prisma: {
    folder: 'prisma/migrations',
    ledger: 'prisma',
    files: {
      'prisma/migrations/migration_lock.toml': 'provider = "sqlite"\n',
      'prisma/migrations/0001_users/migration.sql': users,
      'prisma/migrations/0002_posts/migration.sql': posts,
    },
  },
  Payload: {
    folder: 'database/migrations',
    ledger: 'payload',
    files: {
      'src/migrations/20260101_000000_init.ts':
        "import { type MigrateUpArgs, sql } from '@payloadcms/db-d1-sqlite';\n" +
        'export async function up({ db }: MigrateUpArgs): Promise<void> {}\n',
    },
  },
};

const byWrangler: Readonly<Record<string, Files>> = {
  wrangler: { 'migrations/0001-users.sql': users, 'migrations/0002_posts.sql': posts },
  'drizzle-kit': {
    'migrations/0001_users.sql': users.replace('users', '`users`'),
    'migrations/0002_posts.sql': `${posts}--> statement-breakpoint\nCREATE INDEX \`posts_user\` ON \`posts\` (\`user\`);`,
    'migrations/meta/_journal.json': '{ "entries": [] }',
  },
};

function recordedBy(tool: string): string {
  return readFileSync(new URL(`../../runner/test/adopt/ledgers/${tool}.sql`, import.meta.url), 'utf8');
}

const aProject = projects(Object.keys({ ...existing, ...byWrangler }).length);

/** From `roost init` on. */
async function follow(project: Project, folder: string): Promise<void> {
  const { roost, wrangler, name, path } = project;
  const succeed = async (...args: readonly string[]): Promise<string> => {
    const ended = await roost(...args);
    expect([args, ended.exitCode, ended.exitCode === 0 ? '' : ended.stderr]).toEqual([args, 0, '']);
    return ended.stdout;
  };
  const { result } = JSON.parse(await succeed('init', '--yes', '--json')) as {
    result: { next: readonly string[] };
  };
  expect(JSON.parse(readFileSync(path('roost.json'), 'utf8'))).toEqual({ path: folder });
  const adopt = result.next.map((step) => /^run roost (migrate:adopt(?: --to \S+)?)/.exec(step)?.[1]);
  await succeed(...(adopt.find((command) => command !== undefined) ?? 'nothing is proposed').split(' '));
  await succeed('migrate:status', '--exit-code');

  await succeed('make:migration', 'create_tags', '--create', 'tags');
  await succeed('migrate');
  await succeed('migrate:rollback');
  await succeed('migrate');

  await succeed('migrate:export');
  const applied = await wrangler('d1', 'migrations', 'apply', name, '--local', '--persist-to', 'fresh');
  expect([applied.exitCode, applied.exitCode === 0 ? '' : applied.stderr]).toEqual([0, '']);
  expect(await succeed('schema:dump', '--persist-to', 'fresh')).toBe(await succeed('schema:dump'));
  // Of files that it applies where they are, wrangler tells only its own table.
  if (folder === 'migrations') await succeed('migrate:adopt', '--persist-to', 'fresh');
  await succeed('migrate:status', '--exit-code', '--persist-to', 'fresh');
}

describe.concurrent('a project of another tool comes over in ten minutes', () => {
  it.each(Object.entries(existing))('%s', async (_, { files, folder, ledger }) => {
    const project = await aProject();
    await project.write({ ...files, 'made.sql': recordedBy(ledger) });
    const made = await project.wrangler('d1', 'execute', project.name, '--local', '--file', 'made.sql');
    expect(made.exitCode).toBe(0);
    await follow(project, folder);
  });

  it.each(Object.entries(byWrangler))('%s', async (_, files) => {
    const project = await aProject();
    await project.write(files);
    const applied = await project.wrangler('d1', 'migrations', 'apply', project.name, '--local');
    expect(applied.exitCode).toBe(0);
    await follow(project, 'migrations');
  });
});
