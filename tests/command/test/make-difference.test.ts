// roost make:migration --from-schema and --from-drift, and names that drop something
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDatabase, rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs } from './support/migrations.ts';
import { type Files, type Project, projectWith } from './support/project.ts';
import { packageJson } from './support/roost.ts';

const folder = 'database/migrations';
const first = `${nameOf(1, 'posts')}.ts`;
const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, note TEXT)';
const createsPosts: Files = { [first]: migration(runs(posts), runs('DROP TABLE posts')) };

/** A project in which migrations find `@roostjs/cli`. */
async function installed(migrations: Files, files: Files = {}): Promise<Project> {
  const project = await projectWith(migrations, files);
  await mkdir(project.path('node_modules/@roostjs'), { recursive: true });
  await symlink(dirname(packageJson), project.path('node_modules/@roostjs/cli'), 'junction');
  return project;
}

async function made(project: Project): Promise<readonly string[]> {
  const files = (await readdir(project.path(folder))).filter((file) => file !== first).sort();
  return Promise.all(files.map((file) => readFile(project.path(folder, file), 'utf8')));
}

const rebuilds = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, note TEXT);';

describe.concurrent('roost make:migration --from-schema', () => {
  it('writes what leads to the schema, and what leads back with every row', async () => {
    await using project = await installed(createsPosts, {
      'schema.sql': `${rebuilds} CREATE INDEX i ON posts (title); CREATE TABLE tags (id INTEGER PRIMARY KEY);`,
    });
    await project.roost(['migrate']);
    prepareDatabase(project.database, "INSERT INTO posts VALUES (1, 'one', NULL), (2, 'two', 'x')");
    const before = rowsIn(project.database, 'SELECT * FROM posts');
    const args = ['make:migration', 'to_schema', '--from-schema', 'schema.sql'];
    expect(await project.roost(args)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^database\/migrations\/\d{14}_to_schema\.ts\n$/),
      stderr: expect.stringMatching(/^Wrote 1 migration, tried up and down in memory on \d+ rows\.\n$/),
    });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['posts', 'tags']);
    expect(rowsIn(project.database, 'SELECT * FROM posts')).toEqual(before);
    expect(await project.roost(['make:migration', 'more', '--from-schema', 'schema.sql'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'Nothing to write: the schemas do not differ.\n',
    });
    expect((await project.roost(['migrate:verify', '--reversible'])).exitCode).toBe(0);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, 'SELECT * FROM posts')).toEqual(before);
    expect(rowsIn(project.database, "SELECT sql FROM sqlite_schema WHERE name = 'posts'")).toEqual([
      { sql: posts },
    ]);
  });

  it('writes SQL as well, where nothing is rebuilt', async () => {
    await using project = await projectWith(createsPosts, {
      'schema.sql': `BEGIN;\n${posts};\nCREATE TABLE tags (\n  id INTEGER PRIMARY KEY\n);\nCOMMIT;\n`,
    });
    const args = ['make:migration', 'add_tags', '--from-schema', 'schema.sql', '--sql'];
    expect((await project.roost(args)).exitCode).toBe(0);
    expect(await made(project)).toEqual([
      '-- up\nCREATE TABLE tags (\n  id INTEGER PRIMARY KEY\n);\n\n-- down\nDROP TABLE tags;\n',
    ]);
  });

  it('takes a dump of a database, with its ledgers and rows', async () => {
    await using project = await projectWith(createsPosts);
    await project.roost(['migrate']);
    const all = rowsIn(
      project.database,
      "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND sql <> ''",
    );
    const dump = [
      'PRAGMA defer_foreign_keys = TRUE',
      ...all.map((row) => (row as { sql: string }).sql),
      "INSERT INTO posts VALUES (1, 'one', NULL)",
    ];
    await project.write({ 'dump.sql': dump.map((sql) => `${sql};\n`).join('') });
    expect(await project.roost(['make:migration', 'none', '--from-schema', 'dump.sql'])).toMatchObject({
      exitCode: 0,
      stderr: 'Nothing to write: the schemas do not differ.\n',
    });
  });

  it('begins with no migration at all, and without their folder', async () => {
    await using project = await projectWith({}, { 'schema.sql': posts });
    expect((await project.roost(['make:migration', 'all', '--from-schema', 'schema.sql'])).exitCode).toBe(0);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(tablesIn(project.database)).toEqual(['posts']);
  });

  it('writes names and texts of every kind so that they are loaded as they are', async () => {
    const awkward = `CREATE TABLE "it's \`a\` \${table} \\ ""x""" (
      "say ""so""" TEXT NOT NULL DEFAULT 'it''s \`\${1}\` \\n "x"
 and more', -- a \`comment\`
      "order" INTEGER CHECK ("order" <> '\\')
    );
    CREATE INDEX "an \`index\`" ON "it's \`a\` \${table} \\ ""x""" ("say ""so""");`;
    await using project = await installed(createsPosts, {
      'schema.sql': `${rebuilds} ${awkward}`,
      'changed.sql': `${rebuilds} ${awkward.replace('INTEGER CHECK', 'TEXT CHECK')}`,
    });
    for (const [name, file] of [
      ['one', 'schema.sql'],
      ['two', 'changed.sql'],
    ] as const) {
      const ended = await project.roost(['make:migration', name, '--from-schema', file]);
      expect(ended).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(new RegExp(`_${name}\\.ts\n$`)),
      });
    }
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect((await project.roost(['migrate:verify', '--reversible'])).exitCode).toBe(0);
    expect((await project.roost(['schema:dump'])).stdout).toContain(`"order" TEXT CHECK`);
  });

  it('says what is lost, and does not allow it in the place of the author', async () => {
    await using project = await projectWith(
      { ...createsPosts, [`${nameOf(2, 'tags')}.ts`]: createsTable('tags') },
      {
        'schema.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)',
      },
    );
    const { exitCode, stderr } = await project.roost([
      'make:migration',
      'less',
      '--from-schema',
      'schema.sql',
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'warning drops the column posts.note with its values\nwarning drops the table tags with its rows\n',
    );
    expect((await project.roost(['migrate:lint'])).exitCode).toBe(5);
  });

  it('leaves down() out, with the reason, if no value fits what is gone', async () => {
    const keyed = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE)';
    await using project = await installed(
      { [first]: migration(runs(keyed), runs('DROP TABLE posts')) },
      { 'schema.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY)' },
    );
    const { stderr } = await project.roost(['make:migration', 'less', '--from-schema', 'schema.sql']);
    expect(stderr).toContain(
      "warning without down(): the values of 'posts.code' are gone, and no other fits every row\n",
    );
    const [text = ''] = await made(project);
    expect(text).toContain(
      "  // No down(): the values of 'posts.code' are gone, and no other fits every row.\n",
    );
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
  });

  it('takes a rename from flags, and asks for nothing else then', async () => {
    const schema = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, headline TEXT)';
    await using project = await projectWith(createsPosts, { 'schema.sql': schema });
    const before = await project.contents();
    const args = ['make:migration', 'renames', '--from-schema', 'schema.sql'];
    const undecided = await project.json(args);
    expect(undecided).toMatchObject({
      exitCode: 2,
      error: {
        code: 'DIFFERENCE.RENAME_UNDECIDED',
        details: { renames: ['posts.title:headline', 'posts.note:headline'] },
      },
    });
    expect(await project.contents()).toEqual(before);
    const { exitCode, result } = await project.json([
      ...args,
      '--no-rename',
      '--rename',
      'posts.title:headline',
    ]);
    expect([exitCode, result]).toMatchObject([
      0,
      {
        made: [{ name: expect.stringMatching(/_renames$/) }],
        renames: [{ table: 'posts', from: 'title', to: 'headline' }],
        losses: [{ table: 'posts', column: 'note' }],
      },
    ]);
    expect((await project.roost([...args.with(1, 'none'), '--no-rename'])).stdout).toBe('');
  });

  it('writes nothing if only the last of several titles is taken', async () => {
    const taken = `${nameOf(2, 'two_2')}.ts`;
    await using project = await installed(
      { ...createsPosts, [taken]: createsTable('other') },
      {
        'schema.sql':
          'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, note TEXT); CREATE TABLE other (id INTEGER PRIMARY KEY, n INTEGER UNIQUE)',
      },
    );
    const before = await project.contents();
    const { error } = await project.json(['make:migration', 'two', '--from-schema', 'schema.sql']);
    expect(error?.code).toBe('MIGRATION.NAME_TAKEN');
    expect(await project.contents()).toEqual(before);
  });

  it('writes nothing if what it writes could not be loaded, because the package is not installed', async () => {
    await using project = await projectWith(createsPosts, { 'schema.sql': rebuilds });
    const before = await project.contents();
    const { exitCode, error } = await project.spawnJson([
      'make:migration',
      'a',
      '--from-schema',
      'schema.sql',
    ]);
    expect([exitCode, error?.code]).toEqual([2, 'DIFFERENCE.PACKAGE_MISSING']);
    expect(await project.contents()).toEqual(before);
  });
});

describe.concurrent('roost make:migration --from-drift', () => {
  const sql = 'ALTER TABLE posts ADD COLUMN slug TEXT; CREATE INDEX i ON posts (slug)';

  it('writes what has drifted, which migrate:adopt then records', async () => {
    await using project = await projectWith(createsPosts);
    await project.roost(['migrate']);
    prepareDatabase(project.database, sql);
    const { exitCode, stderr, stdout } = await project.roost(['make:migration', 'add_slug', '--from-drift']);
    expect(exitCode).toBe(0);
    const name = stdout.trim().replace(/^.*\/|\.ts$/g, '');
    expect(stderr).toContain(
      `next  the database has this already; record it there without running it: roost migrate:adopt --to ${name}\n`,
    );
    expect((await project.roost(['migrate:adopt', '--to', name])).exitCode).toBe(0);
    expect(await project.roost(['migrate:status', '--exit-code'])).toMatchObject({
      exitCode: 0,
      stderr: expect.not.stringContaining('warning'),
    });
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(rowsIn(project.database, "SELECT sql FROM sqlite_schema WHERE name = 'posts'")).toEqual([
      { sql: posts },
    ]);
  });

  it('is refused while a migration is pending', async () => {
    await using project = await projectWith(createsPosts);
    await project.roost(['migrate']);
    prepareDatabase(project.database, sql);
    await project.write({ [`${folder}/${nameOf(2, 'b')}.ts`]: createsTable('b') });
    const before = await project.contents();
    const { exitCode, error } = await project.json(['make:migration', 'a', '--from-drift']);
    expect([exitCode, error?.code]).toEqual([2, 'DIFFERENCE.NOT_APPLIED']);
    expect(error?.message).toContain(nameOf(2, 'b'));
    expect(await project.contents()).toEqual(before);
  });

  it('creates no database that does not exist', async () => {
    await using project = await projectWith();
    const before = await project.contents();
    expect(await project.roost(['make:migration', 'a', '--from-drift'])).toMatchObject({
      exitCode: 0,
      stderr: 'Nothing to write: the schemas do not differ.\n',
    });
    expect(await project.contents()).toEqual(before);
  });
});

describe.concurrent('roost make:migration --fill, with a name that drops', () => {
  it('a column: what comes back is what the migrations create', async () => {
    await using project = await projectWith(createsPosts);
    expect(await project.roost(['make:migration', 'drop_note_from_posts', '--fill', '--sql'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('warning drops the column posts.note with its values\n'),
    });
    expect(await made(project)).toEqual([
      '-- up\nALTER TABLE posts DROP COLUMN note;\n\n-- down\nALTER TABLE posts ADD COLUMN note TEXT;\n',
    ]);
  });

  it('a table', async () => {
    await using project = await projectWith(createsPosts);
    await project.roost(['make:migration', 'drop_posts_table', '--fill', '--sql']);
    expect(await made(project)).toEqual([`-- up\nDROP TABLE posts;\n\n-- down\n${posts};\n`]);
  });

  it('nothing that the migrations create, and so is empty', async () => {
    await using project = await projectWith(createsPosts);
    const { exitCode, stderr } = await project.roost(['make:migration', 'drop_slug_from_posts', '--fill']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning its name does not say what it does');
    expect((await made(project))[0]).toContain("// await this.db.run('…');");
  });
});
