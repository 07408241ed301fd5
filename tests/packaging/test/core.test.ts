import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, resolutions } from './support/compilers.ts';
import { freshProject, type Project, type TypeErrors } from './support/project.ts';

const files = {
  'typed.ts': `import { createMigrator, type Migration, type MigrationReport, type SqlDatabase } from '@roostjs/migrations-core';
       const create = {
         async up(db) {
           await db.prepare('CREATE TABLE posts (id INTEGER PRIMARY KEY)').run();
         },
         async down() {
           await this.db.run('DROP TABLE posts');
         },
       } satisfies Migration;
       export async function migrate(database: SqlDatabase): Promise<MigrationReport> {
         return createMigrator({ database, migrations: { '20260101000000_create_posts': create } }).migrate();
       }`,
  'schema.ts': `import type { Migration, MigrationDatabase } from '@roostjs/migrations-core';
       import { assertForeignKeysHold, assertNoRows, assertRowCount, rebuildTable, type TableChange } from '@roostjs/migrations-core/schema';
       const change: TableChange = { columns: { title: { notNull: true, default: null } }, add: { n: 'INTEGER' } };
       export default {
         async up(db: MigrationDatabase) {
           await rebuildTable(db, { table: 'posts', change, copy: { title: "coalesce(title, '')" } });
           await assertNoRows(db, 'SELECT 1', 'none');
           await assertRowCount(this.db, 'SELECT 1', 1, 'one');
           await assertForeignKeysHold(db, 'all');
         },
         async down(db) {
           await rebuildTable(db, { table: 'posts', create: 'CREATE TABLE posts (title)', drop: ['n'] });
         },
       } satisfies Migration;`,
  'runner.ts': `import type { Migrator } from '@roostjs/migrations-core';
       import { createRunner, type MigrationReport, type Runner, type SqlDatabase } from '@roostjs/migrations-core/runner';
       export async function migrate(database: SqlDatabase): Promise<MigrationReport> {
         return createRunner({ database, migrations: {}, approve: async ({ steps }) => void steps.length }).migrate({ step: true });
       }
       export const asRunner = (migrator: Migrator): Runner => migrator;`,
  'runner.js': `import { createRunner, isRoostError } from '@roostjs/migrations-core/runner';
       try {
         createRunner({ database: {}, migrations: {} });
       } catch (error) {
         console.log(isRoostError(error), error.code);
       }`,
  // The types of Workers have it.
  'object.ts': `declare global { interface Response { readonly status: number } }
       import { type ObjectMigrations, type ObjectState, objectMigrations } from '@roostjs/migrations-core/durable-object';
       export const migrate = (ctx: ObjectState): ObjectMigrations =>
         objectMigrations(ctx, { '1_a': 'CREATE TABLE a (id)' }, { onFailure: 'maintenance' });`,
  'wrong.ts': `import { createMigrator } from '@roostjs/migrations-core';
       createMigrator({ database: {}, migrations: {} });`,
};

let project: Project;
beforeAll(async () => {
  project = await freshProject({ type: 'module' });
  await project.install(['@roostjs/migrations-core']);
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
});
afterAll(() => project.remove());

describe('@roostjs/migrations-core, installed alone', () => {
  it('brings no other package', async () => {
    await project.write(
      'packages.js',
      `import { readdirSync } from 'node:fs';
       console.log(readdirSync('node_modules').filter((name) => !name.startsWith('.')), readdirSync('node_modules/@roostjs'));`,
    );
    expect(await project.node('packages.js')).toMatchObject({
      stdout: "[ '@roostjs' ] [ 'migrations-core' ]\n",
    });
  });

  it('is imported and runs', async () => {
    await project.write(
      'run.js',
      `import { createMigrator, isRoostError } from '@roostjs/migrations-core';
       const database = { prepare: () => { throw new Error('not reached'); }, batch: async () => [] };
       try {
         createMigrator({ database, migrations: {}, ledger: 'sqlite_ledger' });
       } catch (error) {
         console.log(isRoostError(error), error.code);
       }`,
    );
    expect(await project.node('run.js')).toEqual({
      exitCode: 0,
      stdout: 'true LEDGER.NAME_INVALID\n',
      stderr: '',
    });
  });

  it('shows in a stack trace where it awaits: names and lines', async () => {
    await project.write(
      'stack.js',
      `import { createMigrator } from '@roostjs/migrations-core';
       const refuse = () => { throw new TypeError('closed'); };
       const database = { prepare: refuse, batch: refuse };
       createMigrator({ database, migrations: {} }).migrate().catch((error) => console.log(error.stack));`,
    );
    const { stdout } = await project.node('stack.js');
    const frames = stdout.split('\n').filter((line) => /\bat async .*migrations-core/.test(line));
    expect(frames.length).toBeGreaterThan(2);
    for (const frame of frames) expect(frame).toMatch(/at async [\w.#]{4,} \(.+:\d{2,}:\d+\)$/);
  });

  describe.each(resolutions)('under $name', ({ options }) => {
    let errors: TypeErrors;
    beforeAll(async () => {
      const typed = ['typed.ts', 'schema.ts', 'runner.ts', 'object.ts', 'wrong.ts'];
      errors = await project.typeErrors({ ...bare, ...options }, typed);
    });

    it('has types without the DOM and without Node', () => {
      expect(errors('typed.ts')).toEqual([]);
    });

    it('has what a migration can call under its own entry, with types', () => {
      expect(errors('schema.ts')).toEqual([]);
    });

    it('has the small runner under its own entry, with types', async () => {
      expect(errors('runner.ts')).toEqual([]);
      expect(await project.node('runner.js')).toEqual({
        exitCode: 0,
        stdout: 'true OPTION.INVALID\n',
        stderr: '',
      });
    });

    it('has what an object needs under its own entry, with types', () => {
      expect(errors('object.ts')).toEqual([]);
    });

    it('has types that refuse a wrong use', () => {
      expect(errors('wrong.ts')).toEqual([expect.stringContaining('wrong.ts(2,25): error TS2739')]);
    });
  });
});
