// Kysely and drizzle, installed beside the command, in migrations that it loads
import { mkdir, symlink } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const file = `${nameOf(1, 'posts')}.ts`;

const builders = {
  Kysely: {
    imports: `import { Kysely } from 'kysely';
import { D1Dialect } from 'kysely-d1';
const on = (db) => new Kysely({ dialect: new D1Dialect({ database: db }) });
`,
    up: `const kysely = on(db);
    await kysely.schema.createTable('posts').addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('title', 'text').execute();
    await kysely.insertInto('posts').values([{ title: 'one' }, { title: 'two' }]).execute();
    await kysely.updateTable('posts').set({ title: 'TWO' }).where('title', '=', 'two').execute();
    await kysely.deleteFrom('posts').where('title', '=', 'one').execute();`,
    down: "await on(db).schema.dropTable('posts').execute();",
    returning:
      "await on(db)\n      .insertInto('posts').values({ title: 'x' }).returning('id').executeTakeFirstOrThrow();",
  },
  drizzle: {
    imports: `import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
const posts = sqliteTable('posts', { id: integer().primaryKey(), title: text() });
`,
    up: `const orm = drizzle(db);
    await orm.run(sql\`CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)\`);
    await orm.batch([orm.insert(posts).values([{ title: 'one' }, { title: 'two' }])]);
    await orm.update(posts).set({ title: 'TWO' }).where(eq(posts.title, 'two'));
    await orm.delete(posts).where(eq(posts.title, 'one'));`,
    down: 'await drizzle(db).run(sql`DROP TABLE posts`);',
    returning: "await drizzle(db)\n      .insert(posts).values({ title: 'x' }).returning();",
  },
};

async function projectWithBuilders(text: string): Promise<Project> {
  const project = await projectWith({ [file]: text });
  await mkdir(project.path('node_modules'));
  for (const name of ['kysely', 'kysely-d1', 'drizzle-orm']) {
    const folder = dirname(findPackageJSON(name, import.meta.url) ?? '');
    await symlink(folder, project.path('node_modules', name), 'junction');
  }
  return project;
}

describe.concurrent.each(Object.entries(builders))('%s', (_, { imports, up, down, returning }) => {
  it.each(['', 'withinTransaction: false,'])('runs up and down: %j', async (properties) => {
    await using project = await projectWithBuilders(imports + migration(up, down, properties));
    expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT id, title FROM posts')).toEqual([{ id: 2, title: 'TWO' }]);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('is shown by a dry run, tested by verify, and exported for wrangler', async () => {
    await using project = await projectWithBuilders(imports + migration(up, down));
    const { stdout } = await project.roost(['migrate', '--pretend']);
    expect(stdout).toMatch(/create table "?posts"?.*insert into.*update "posts".*delete from "posts"/is);
    const verified = await project.roost(['migrate:verify', '--reversible']);
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(await project.roost(['migrate:export'])).toMatchObject({ exitCode: 0 });
  });

  it('is refused the rows of RETURNING', async () => {
    await using project = await projectWithBuilders(imports + migration(`${up}\n    ${returning}`, down));
    const { exitCode, stderr } = await project.roost(['migrate']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('of a write that has not run yet: insert into "posts"');
    expect(stderr).toContain('last_insert_rowid()');
  });
});

it('names the line of a migration whose call goes through all of Kysely', async () => {
  const { imports, up, returning } = builders.Kysely;
  const text = imports + migration(`${up}\n    ${returning}`);
  const line = text.slice(0, text.indexOf(returning)).split('\n').length;
  await using project = await projectWithBuilders(text);
  const { stderr } = await project.spawnRoost(['migrate']);
  expect(stderr).toContain(`database/migrations/${file}:${line}\n`);
});
