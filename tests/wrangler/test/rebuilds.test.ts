// Exported migrations that depend on the schema, and what wrangler does before one that has no file.
import { describe, expect, it } from 'vitest';
import { type Project, projects } from './support/project.ts';
import { snapshotOf } from './support/snapshot.ts';

const aProject = projects(4);

const inFolder = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`database/migrations/${name}`, text]));

const rebuild = (...rebuilds: readonly string[]): string =>
  `import { rebuildTable } from ${JSON.stringify(import.meta.resolve('@roostjs/cli/schema'))};
export default {
  async up(db) {
${rebuilds.map((one) => `    await rebuildTable(db, ${one});\n`).join('')}  },
};
`;

// Texts that differ between a local database, a remote one and an exported file: a string in double quotes, a line end,
// a trigger.
const tables = `export default {
  async up(db) {
    await db.exec(\`
      CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, "the ""name""" TEXT, -- a comment\\r
        age TEXT CHECK ("the ""name""" <> "nobody"), twice TEXT AS (age || age));
      CREATE TABLE "po'sts" (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title);
      CREATE INDEX by_user ON "po'sts" (user_id) WHERE title <> "none";
      CREATE VIEW adults AS SELECT id, age FROM users WHERE age >= '18';
      CREATE TABLE log (note);
      CREATE VIRTUAL TABLE found USING fts5 (title);
      create trigger changed after update on "po'sts"
      begin
        insert into log values (case when new.title = 'begin;' then case new.id when 1 then 'one' end else "end" end); -- don't
      end;
      INSERT INTO users (id, "the ""name""", age) VALUES (1, 'a', '17'), (7, 'b', '18');
      INSERT INTO "po'sts" VALUES (1, 1, 'x'), (2, 7, 'y');
      INSERT INTO found VALUES ('x');
    \`);
  },
};
`.replace(`"end" end)`, `'end' end)`);

const migrations = inFolder({
  '0001_tables.ts': tables,
  '0002_age.ts': rebuild("{ table: 'users', change: { columns: { age: { type: 'INTEGER' } } } }"),
  '0003_again.ts': rebuild("{ table: 'users', change: { columns: { age: { type: 'REAL' } } } }"),
  '0004_title.ts': rebuild(`{ table: "po'sts", change: { columns: { title: { type: 'TEXT' } } } }`),
  '0005_stamps.ts': `export default {
  async up(db) {
    const { results } = await db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('users', 'log')").all();
    for (const { name } of results) await db.run(\`ALTER TABLE \${name} ADD COLUMN stamp TEXT\`);
  },
};
`,
});

const apply = ({ name, wrangler }: Project) => wrangler('d1', 'migrations', 'apply', name, '--remote');

describe('rebuilds and other migrations that read the schema', () => {
  it('are exported, and do as wrangler what they do as roost', async () => {
    const project = await aProject();
    await project.write(migrations);
    expect(await project.roost('migrate:export')).toMatchObject({
      exitCode: 0,
      stderr: 'Exported 5 migrations to migrations/.\n',
    });
    expect((await project.roost('migrate')).exitCode).toBe(0);
    const expected = await snapshotOf(project.local('.wrangler/state'));

    const locally = ['d1', 'migrations', 'apply', project.name, '--local', '--persist-to', 'other'];
    expect(await project.wrangler(...locally)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await snapshotOf(project.local('other'))).toEqual(expected);
    project.cloudflare.behave({ splitsSql: 'as-cloudflare' });
    const remotely = await apply(project);
    project.cloudflare.behave({ splitsSql: 'as-sqlite' });
    expect(remotely).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await snapshotOf(project.remote)).toEqual(expected);
    expect((await project.roost('migrate:status', '--remote', '--exit-code')).exitCode).toBe(0);
  });

  it('hold on a database that roost has begun, and on no other schema', async () => {
    const project = await aProject();
    await project.write(migrations);
    await project.roost('migrate:export');
    const first = ['migrate', '--remote', '--force', '--to', '0001_tables'];
    expect((await project.roost(...first)).exitCode).toBe(0);
    await project.remote('CREATE INDEX added ON users (age)');
    const before = await snapshotOf(project.remote);
    const refused = await apply(project);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("The schema of ''users'' has changed");
    expect(await snapshotOf(project.remote)).toEqual(before);

    await project.remote('DROP INDEX added');
    await project.remote('CREATE TABLE added (id)');
    const stopped = await apply(project);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain(
      '0005_stamps was exported for another schema (roost migrate can apply it)',
    );
    expect(await project.remote("SELECT migration, state FROM migrations WHERE state <> 'applied'")).toEqual(
      [],
    );
    expect(await project.remote('SELECT max(migration) FROM migrations')).toEqual([['0004_title']]);
    await project.remote('DROP TABLE added');
    expect((await apply(project)).exitCode).toBe(0);
  });
});

describe('behind a migration without a file', () => {
  const slugs = `// roost-allow unexportable: it computes the slugs of the rows
export default {
  async up(db) {
    const { results } = await db.prepare("SELECT id, title FROM \\"po'sts\\"").all();
    await db.run("ALTER TABLE \\"po'sts\\" ADD COLUMN slug TEXT");
    for (const { id, title } of results) await db.run("UPDATE \\"po'sts\\" SET slug = ? WHERE id = ?", title + '-' + id, id);
  },
};
`;
  const all = {
    ...inFolder({ '0001_tables.ts': tables, '0002_slugs.ts': slugs }),
    ...inFolder({
      '0003_title.ts': rebuild(`{ table: "po'sts", change: { columns: { title: { type: 'TEXT' } } } }`),
    }),
  };

  it('wrangler stops until roost migrate has applied it, and then goes on', async () => {
    const project = await aProject();
    await project.write(all);
    expect(await project.roost('migrate:export')).toMatchObject({
      exitCode: 0,
      stdout: 'migrations/0001_tables.sql\nmigrations/0003_title.sql\n',
      stderr: [
        'left out: 0002_slugs (it computes the slugs of the rows)',
        'Exported 2 migrations to migrations/.',
        'next  where wrangler stops before 0003_title, run roost migrate --remote --to 0002_slugs',
        '',
      ].join('\n'),
    });
    const stopped = await apply(project);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('0003_title comes after what only roost migrate can apply (0002_slugs)');
    expect(await project.remote('SELECT migration FROM migrations')).toEqual([['0001_tables']]);
    const way = ['migrate', '--remote', '--force', '--to', '0002_slugs'];
    expect((await project.roost(...way)).exitCode).toBe(0);
    expect((await apply(project)).exitCode).toBe(0);
    expect(await project.remote(`SELECT slug FROM "po'sts" ORDER BY id`)).toEqual([['x-1'], ['y-2']]);
    expect((await project.roost('migrate:status', '--remote', '--exit-code')).exitCode).toBe(0);
  });

  it('it can be the first one, on a database without a ledger', async () => {
    const project = await aProject();
    const { 'database/migrations/0001_tables.ts': _, ...others } = all;
    const outside =
      "// roost-allow unexportable: it commits in parts\nexport default { withinTransaction: false, async up(db) { await db.run('CREATE TABLE \"po\\'sts\" (id INTEGER PRIMARY KEY, title)'); } };\n";
    await project.write({ ...others, ...inFolder({ '0001_outside.ts': outside }) });
    expect((await project.roost('migrate:export')).exitCode).toBe(0);
    const stopped = await apply(project);
    expect(stopped.stderr).toContain('(0001_outside, 0002_slugs)');
    expect(await project.remote("SELECT name FROM sqlite_schema WHERE name LIKE 'migrations%'")).toEqual([]);
    expect((await project.roost('migrate', '--remote', '--force', '--to', '0002_slugs')).exitCode).toBe(0);
    expect((await apply(project)).exitCode).toBe(0);
  });
});
