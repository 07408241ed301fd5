// The main screens, as data: what a project has, what has happened in it, and the command whose screen it is.
import { mkdirSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { prepareDatabase } from '../support/database.ts';
import { migration, nameOf, runs } from '../support/migrations.ts';
import type { Files, Project } from '../support/project.ts';
import { packageJson } from '../support/roost.ts';

export type Screen = {
  readonly title: string;
  readonly migrations?: Files;
  readonly files?: Files;
  /** Commands that ran before. */
  readonly before?: readonly (readonly string[])[];
  readonly prepare?: (project: Project) => void | Promise<void>;
  readonly args: readonly string[];
  /** Typed when the command asks. */
  readonly answer?: string;
};

const posts = nameOf(1, 'create_posts_table');
const comments = nameOf(2, 'create_comments_with_their_authors_and_moderation_state');
const views = nameOf(3, 'count_views_of_posts');

const up = {
  posts: runs('CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, views TEXT)'),
  comments: runs(
    'CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts, author TEXT)',
  ),
  views: runs('CREATE INDEX idx_posts_views ON posts (views)'),
};

const blog: Files = {
  [`${posts}.ts`]: migration(up.posts, runs('DROP TABLE posts')),
  [`${comments}.ts`]: migration(up.comments, runs('DROP TABLE comments')),
  [`${views}.ts`]: migration(up.views, runs('DROP INDEX idx_posts_views')),
};

const rebuild: Files = {
  [`${posts}.ts`]: migration(up.posts),
  [`${nameOf(2, 'make_views_a_number')}.ts`]: `import { rebuildTable } from '@roostjs/cli/schema';
export default {
  async up(db) {
    await rebuildTable(db, {
      table: 'posts',
      change: { columns: { views: { type: 'INTEGER', notNull: true, default: 0 } } },
      copy: { views: 'coalesce(views, 0)' },
      drop: [],
    });
    await db.prepare('INSERT INTO posts (title, body, views) VALUES (?, ?, ?)').bind("It's here", null, 3).run();
  },
};
`,
};

const failing: Files = {
  ...blog,
  [`${nameOf(4, 'add_slug_to_posts')}.ts`]: migration(
    runs(
      'ALTER TABLE posts ADD COLUMN slug TEXT',
      'CREATE UNIQUE INDEX idx_posts_slug_for_links_and_feeds ON post (slug) WHERE slug IS NOT NULL',
    ),
  ),
};

const lossy: Files = {
  ...blog,
  [`${posts}.ts`]: migration(
    `${up.posts}\n    ${runs("INSERT INTO posts (title, body) VALUES ('Hello', 'World')")}`,
  ),
  [`${nameOf(4, 'drop_bodies')}.ts`]: migration(
    runs('ALTER TABLE posts DROP COLUMN body', 'DELETE FROM comments'),
  ),
};

const notRestoring: Files = {
  [`${posts}.ts`]: blog[`${posts}.ts`] ?? '',
  [`${views}.ts`]: migration(up.views, ''),
};

const queries = `SELECT id, title, body, views FROM posts WHERE id = ? AND views > ? ORDER BY views DESC LIMIT ?;
SELECT title FROM drafts;
DELETE FROM posts WHERE id = ?;
`;

/** So that migrations can import it. */
async function linkPackage({ path }: Project): Promise<void> {
  await mkdir(path('node_modules/@roostjs'), { recursive: true });
  await symlink(dirname(packageJson), path('node_modules/@roostjs/cli'));
}

export const screens: readonly Screen[] = [
  { title: 'help', args: [] },
  { title: 'help of migrate:status', args: ['help', 'migrate:status'] },
  { title: 'init', files: { 'package.json': '{ "name": "blog" }\n' }, args: ['init', '--yes'] },
  { title: 'make a migration', args: ['make:migration', 'create_posts_table', '--create', 'posts'] },
  { title: 'migrate', migrations: blog, args: ['migrate'] },
  { title: 'migrate with nothing to do', migrations: blog, before: [['migrate']], args: ['migrate'] },
  { title: 'migrate a failing migration', migrations: failing, args: ['migrate'] },
  {
    title: 'status',
    migrations: failing,
    before: [['migrate', '--to', comments]],
    prepare: async (project) => {
      await project.write({ [`database/migrations/${posts}.ts`]: migration(`${up.posts} // changed`) });
      prepareDatabase(project.database, 'CREATE INDEX own ON posts (title); CREATE VIEW v AS SELECT 1');
    },
    args: ['migrate:status'],
  },
  { title: 'roll back', migrations: blog, before: [['migrate']], args: ['migrate:rollback'] },
  {
    title: 'dry run',
    migrations: rebuild,
    before: [['migrate', '--to', posts]],
    prepare: linkPackage,
    args: ['migrate', '--pretend'],
  },
  { title: 'lint', migrations: lossy, args: ['migrate:lint'] },
  { title: 'verify', migrations: notRestoring, args: ['migrate:verify'] },
  {
    title: 'check queries',
    migrations: lossy,
    files: { 'database/queries.sql': queries },
    before: [['migrate', '--to', views]],
    args: ['check:queries', '--from', 'database'],
  },
  { title: 'doctor', migrations: blog, before: [['migrate']], args: ['doctor'] },
  {
    title: 'adopt',
    migrations: blog,
    prepare: ({ database }) => {
      mkdirSync(dirname(database), { recursive: true });
      prepareDatabase(
        database,
        `CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);
         CREATE TABLE kysely_migration (name TEXT PRIMARY KEY, timestamp TEXT NOT NULL);
         INSERT INTO kysely_migration VALUES ('${posts}', '2025-01-01T00:00:00.000Z')`,
      );
    },
    args: ['migrate:adopt'],
  },
  {
    title: 'import',
    files: {
      'drizzle/0001_posts.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n',
      'drizzle/0002_titles.sql': "UPDATE posts SET title = trim(title) WHERE title <> 'untitled';\n",
    },
    args: ['import', 'drizzle'],
  },
  { title: 'export', migrations: blog, args: ['migrate:export'] },
  {
    title: 'seed',
    migrations: blog,
    files: { 'database/seeders/posts.sql': "INSERT INTO posts (title) VALUES ('Hello');" },
    before: [['migrate']],
    args: ['db:seed'],
  },
  { title: 'dump', migrations: blog, before: [['migrate']], args: ['schema:dump'] },
  { title: 'an unknown command', args: ['migrate:statsu'] },
];

export const remoteScreens: readonly Screen[] = [
  {
    title: 'remote plan',
    migrations: lossy,
    before: [['migrate', '--remote', '--force', '--to', views]],
    args: ['migrate', '--remote', '--allow', 'drop-column', '--allow', 'delete-all'],
    answer: 'n',
  },
  {
    title: 'remote plan with queries',
    migrations: lossy,
    files: { 'database/queries.sql': queries, 'roost.json': '{ "queries": "database/queries.sql" }' },
    before: [['migrate', '--remote', '--force', '--to', views]],
    args: ['migrate', '--remote', '--allow', 'drop-column', '--allow', 'delete-all'],
    answer: 'n',
  },
  { title: 'remote run', migrations: blog, args: ['migrate', '--remote'], answer: 'y' },
  { title: 'remote dry run', migrations: blog, args: ['migrate', '--remote', '--pretend'] },
  { title: 'remote rehearsal', migrations: blog, args: ['migrate', '--remote', '--rehearse'], answer: 'y' },
  { title: 'remote doctor', migrations: blog, args: ['doctor', '--remote'] },
];
