// A schema with texts in double quotes, as wrangler has applied it: D1 keeps the double quotes, and Roost takes the database
// over, compares, rebuilds and alters it as any other.
import { describe, expect, it } from 'vitest';
import { projects } from './support/project.ts';
import type { Query } from './support/snapshot.ts';

const aProject = projects(2);

const schema = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, plan TEXT NOT NULL DEFAULT "free" CHECK (plan IN ("free","pro")), old TEXT)',
  'CREATE TABLE log (line TEXT, kind TEXT AS ("a " || line))',
  'CREATE TABLE gone (s TEXT CHECK (s <> "it\'s"))',
  'CREATE INDEX paying ON users (plan) WHERE plan <> "free"',
  'CREATE INDEX worded ON users (plan || "!")',
  'CREATE VIEW pros AS SELECT id, "pro" AS what FROM users WHERE plan = "pro"',
  'CREATE TRIGGER changed AFTER UPDATE OF plan ON users WHEN new.plan <> "free" BEGIN INSERT INTO log (line) VALUES ("changed"); END',
];

const calls = (...statements: readonly string[]): string =>
  statements.map((sql) => `await db.prepare(${JSON.stringify(sql)}).run();`).join('\n');
const file = (up: string, down: string, head = ''): string =>
  `${head}export default { async up(db) { ${up} }, async down(db) { ${down} } };\n`;

const files = {
  'migrations/1_schema.sql': `${schema.join(';\n')};\n`,
  'database/migrations/1_schema.ts': file(
    calls(...schema),
    calls('DROP TABLE users', 'DROP TABLE log', 'DROP TABLE gone', 'DROP VIEW pros'),
  ),
};

const later = {
  'database/migrations/2_rows.ts': file(
    calls(
      "INSERT INTO users (id, old) VALUES (1, 'x'), (2, 'y')",
      'UPDATE users SET plan = "pro" WHERE id = 2',
    ),
    calls('DELETE FROM users', 'DELETE FROM log'),
    '// roost-allow quoted-text: the text is meant\n',
  ),
  'database/migrations/3_dropped.ts': file(
    calls('DROP TABLE gone'),
    calls(schema[2] ?? ''),
    '// roost-allow drop-table: it is empty\n',
  ),
  'database/migrations/4_rebuilt.ts': file(
    `await rebuildTable(db, { table: 'users', change: { columns: { old: { notNull: true } } } });`,
    `await rebuildTable(db, { table: 'users', change: { columns: { old: { notNull: false } } } });`,
    `import { rebuildTable } from ${JSON.stringify(import.meta.resolve('@roostjs/cli/schema'))};\n`,
  ),
  'database/migrations/5_altered.ts': file(
    calls('ALTER TABLE users RENAME COLUMN old TO older'),
    calls('ALTER TABLE users RENAME COLUMN older TO old'),
  ),
};

const places = {
  local: { flags: [], force: [], apply: '--local', agreed: () => [] },
  remote: {
    flags: ['--remote'],
    force: ['--remote', '--force'],
    apply: '--remote',
    agreed: (name: string) => ['--remote', '--confirm', name],
  },
} as const;

describe.concurrent.each(Object.entries(places))(
  'on a %s database',
  (place, { flags, force, apply, agreed }) => {
    it('is adopted, compared, rebuilt, altered and rolled back', async ({ onTestFinished: atEnd }) => {
      const project = await aProject(atEnd);
      const query: Query = (sql) =>
        place === 'local' ? project.local('.wrangler/state')(sql) : project.remote(sql);
      const succeeds = async (...args: readonly string[]): Promise<string> => {
        const { exitCode, stdout, stderr } = await project.roost(...args);
        expect({ exitCode, stderr }, args.join(' ')).toEqual({ exitCode: 0, stderr });
        return stdout + stderr;
      };
      await project.write(files);
      const applied = await project.wrangler('d1', 'migrations', 'apply', project.name, apply);
      expect(applied).toMatchObject({ exitCode: 0 });
      expect(await query("SELECT sql FROM sqlite_schema WHERE name = 'users'")).toEqual([[schema[0]]]);

      expect(await succeeds('migrate:adopt', ...agreed(project.name))).toContain('Marked 1 migration');
      await succeeds('schema:dump', '--out', 'schema.sql', ...flags);
      await project.write(later);
      if (place === 'local') expect(await succeeds('migrate:verify', '--data')).toContain('5 ok');
      await succeeds('migrate', ...force, '--step');
      expect(await query('SELECT * FROM users')).toEqual([
        [1, 'free', 'x'],
        [2, 'pro', 'y'],
      ]);
      expect(await query('SELECT kind FROM log')).toEqual([['a changed']]);
      expect(await succeeds('migrate:status', ...flags)).not.toContain('drift');
      await succeeds('migrate:rollback', ...agreed(project.name), '--step', '4');
      await succeeds('schema:dump', '--check', 'schema.sql', ...flags);
    }, 120_000);
  },
);
