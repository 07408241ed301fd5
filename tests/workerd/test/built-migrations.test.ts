// The module that roost build:migrations writes, bundled as wrangler bundles it, inside a real workerd: a database that it has
// migrated is as the command would have left it, and the reverse.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roost } from './roost.ts';
import { startWorker } from './worker.ts';

const files = {
  '1_it\'s an "a" 1.5.ts':
    "enum Table { a = 'a' }\nexport default { async up(): Promise<void> { await this.db.run('CREATE TABLE ' + Table.a + ' (x)'); }, async down() { await this.db.run('DROP TABLE a'); } };",
  '2_b.js':
    "export default { async up(db) { await db.run('CREATE TABLE b (x)'); }, async down(db) { await db.run('DROP TABLE b'); } };",
  '3_c.sql': `\uFEFFCREATE TABLE c (x DEFAULT '\`\${x}\\n');\r\n-- down\r\nDROP TABLE c;\r\n`,
  '4_d #1.up.sql': 'CREATE TABLE d (x);',
  '4_d #1.down.sql': 'DROP TABLE d;',
  '6_f.js':
    "module.exports = { up: (db) => db.run('CREATE TABLE f (x)'), down: (db) => db.run('DROP TABLE f') };",
  '5_e/migration.sql': 'CREATE TABLE e (x);',
  '5_e/down.sql': 'DROP TABLE e;',
};

const names = ['1_it\'s an "a" 1.5', '2_b', '3_c', '4_d #1', '5_e', '6_f'];
let folder: string;
let bundled: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roost-built-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'database migrations', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const out = join(folder, 'src', 'migrations.ts');
  roost('build:migrations', '--path', join(folder, 'database migrations'), '--out', out);
  const { outputFiles } = await build({
    entryPoints: [out],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'core',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^@roostjs\/migrations-core\/runner$/ }, () => ({
            path: './core/runner.js',
            external: true,
          }));
        },
      },
    ],
  });
  bundled = outputFiles[0]?.text ?? '';
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const states = (result: Record<string, unknown>): readonly unknown[] =>
  (result['migrations'] as readonly { name: string; state: string }[]).map(({ name, state }) => [
    name,
    state,
  ]);

it('is applied by a Worker, and the command sees nothing changed and rolls back', async () => {
  const worker = await startWorker(bundled);
  expect((await worker.callRunner('migrate')).result).toMatchObject({
    done: names.map((name) => ({ name })),
  });
  const flags = ['--file', worker.file, '--path', join(folder, 'database migrations')];
  const status = roost('migrate:status', ...flags).result;
  expect(states(status)).toEqual(names.map((name) => [name, 'applied']));
  expect(status).toMatchObject({ pending: 0 });
  expect(roost('migrate:rollback', ...flags).result).toMatchObject({ done: Array(6).fill({}) });
});

it('sees nothing changed in what the command has applied, and rolls it back', async () => {
  const worker = await startWorker(bundled);
  const flags = ['--file', worker.file, '--path', join(folder, 'database migrations')];
  await worker.db.exec('SELECT 1');
  roost('migrate', ...flags);
  const { result } = await worker.callRunner('status');
  expect(states(result)).toEqual(names.map((name) => [name, 'applied']));
  expect(result).toMatchObject({ pending: 0 });
  expect((await worker.callRunner('rollback')).result).toMatchObject({ done: Array(6).fill({}) });
});
