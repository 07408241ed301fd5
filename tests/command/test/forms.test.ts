// How a migration may be written: both documented forms, every extension, helpers that Node alone cannot load
import { describe, expect, it } from 'vitest';
import { batchesIn, tablesIn } from './support/database.ts';
import { createsTable, nameOf } from './support/migrations.ts';
import { emptyProject, type Files, projectWith, wranglerConfig } from './support/project.ts';

const plainTypeScript = `export default {
  async up(db: D1Database): Promise<void> {
    await db.prepare('CREATE TABLE posts (id INTEGER PRIMARY KEY)').run();
  },
  async down(db: D1Database): Promise<void> {
    await db.prepare('DROP TABLE posts').run();
  },
};
`;
const plainJavaScript = plainTypeScript.replaceAll(': D1Database', '').replaceAll(': Promise<void>', '');
const satisfiesMigration = `import type { Migration } from '@roostjs/cli';

export default {
  async up() {
    await this.db.run('CREATE TABLE posts (id INTEGER PRIMARY KEY)');
    await this.db.run('INSERT INTO posts (id) VALUES (?)', 7);
  },
  async down() {
    await this.db.run('DROP TABLE posts');
  },
} satisfies Migration;
`;
const frozen = `const migration = Object.freeze({
  table: 'posts',
  up() { return this.db.run('CREATE TABLE ' + this.table + ' (id)'); },
  down() { return this.db.run('DROP TABLE ' + this.table); },
});
export { migration as default };
`;
const ofAClass = `class CreatePosts {
  #table = 'posts';
  up = async (db) => { await db.prepare('CREATE TABLE ' + this.#table + ' (id)').run(); };
  down = async (db) => { await db.prepare('DROP TABLE ' + this.#table).run(); };
}
export default new CreatePosts();
`;
const withImport = (specifier: string): string => `import { table } from '${specifier}';
export default {
  async up(db: D1Database) { await db.prepare('CREATE TABLE ' + table + ' (id)').run(); },
  async down(db: D1Database) { await db.prepare('DROP TABLE ' + table).run(); },
};
`;
const withEnum = `enum Table { Posts = 'posts' }
export default {
  async up(db: D1Database) { await db.prepare(\`CREATE TABLE \${Table.Posts} (id)\`).run(); },
  async down(db: D1Database) { await db.prepare(\`DROP TABLE \${Table.Posts}\`).run(); },
};
`;
const commonJs =
  "module.exports = { async up(db) { await db.prepare('CREATE TABLE posts (id)').run(); }, async down(db) { await db.prepare('DROP TABLE posts').run(); } };\n";

const compiled = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${commonJs.replace('module.exports =', 'exports.default =')}`;

const helper = { 'database/migrations/_table.ts': "export const table: string = 'posts';\n" };
const alias: Files = {
  'src/db/table.ts': "export const table: string = 'posts';\n",
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
};

describe.concurrent('a migration', () => {
  it.each<[string, string, string, Files]>([
    ['a plain object in .ts', 'ts', plainTypeScript, {}],
    ['a plain object in .mts', 'mts', plainTypeScript, {}],
    ['a plain object in .js', 'js', plainJavaScript, {}],
    ['a plain object in .mjs', 'mjs', plainJavaScript, {}],
    ['a .js in a package of type module', 'js', plainJavaScript, { 'package.json': '{"type":"module"}' }],
    ['a .js in a package of type commonjs', 'js', plainJavaScript, { 'package.json': '{"type":"commonjs"}' }],
    ['satisfies Migration', 'ts', satisfiesMigration, {}],
    ['CommonJS', 'js', commonJs, {}],
    ['CommonJS that was compiled from ESM', 'js', compiled, {}],
    ['a frozen object that uses its own properties', 'js', frozen, {}],
    ['an instance of a class', 'js', ofAClass, {}],
    ['with a helper, .ts written', 'ts', withImport('./_table.ts'), helper],
    ['with a helper without extension', 'ts', withImport('./_table'), helper],
    ['with a helper as .js, as tsc would have it', 'ts', withImport('./_table.js'), helper],
    ['with a helper through a tsconfig alias', 'ts', withImport('@/db/table'), alias],
    ['with an enum', 'ts', withEnum, {}],
    ['with a byte order mark', 'ts', `\uFEFF${plainTypeScript}`, {}],
    ['with CRLF', 'ts', plainTypeScript.replaceAll('\n', '\r\n'), {}],
  ])('as %s is applied and rolled back', async (_, extension, text, otherFiles) => {
    await using project = await projectWith(
      { [`${nameOf(1, 'create_posts')}.${extension}`]: text },
      otherFiles,
    );
    const migrated = await project.roost(['migrate']);
    expect(migrated).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.not.stringContaining('Warning'),
    });
    expect(tablesIn(project.database)).toEqual(['posts']);
    expect(batchesIn(project.database)).toEqual([[nameOf(1, 'create_posts'), 1]]);
    expect(await project.roost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('is found in a folder whose path holds spaces and other letters', async () => {
    await using project = await emptyProject({
      "my työ #1 100%/it's/wrangler.jsonc": wranglerConfig,
      [`my työ #1 100%/it's/database/migrations/${nameOf(1, 'a')}.ts`]: plainTypeScript,
      [`my työ #1 100%/it's/database/migrations/${nameOf(2, 'b')}.ts`]: withEnum.replaceAll('posts', 'tags'),
    });
    const cwd = project.path("my työ #1 100%/it's");
    expect(await project.roost(['migrate'], { cwd })).toMatchObject({ exitCode: 0 });
  });
});

describe.concurrent('the migrations folder', () => {
  it('may hold what is no migration: helpers, declarations, notes, folders', async () => {
    const throws = 'throw new Error("must not be loaded");';
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: createsTable('a'),
      '_helper.ts': throws,
      [`_${nameOf(2, 'draft')}.ts`]: throws,
      '.hidden.ts': throws,
      [`${nameOf(3, 'types')}.d.ts`]: throws,
      'types.d.mts': throws,
      [`_${nameOf(4, 'old')}.sql`]: 'CREATE TABLE old (id);',
      'README.md': 'notes',
      'tsconfig.json': '{}',
      'helpers/index.ts': throws,
      [`${nameOf(5, 'folder')}.ts/index.ts`]: throws,
    });
    const { result, exitCode } = await project.json(['migrate']);
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ done: [{ name: nameOf(1, 'a') }] });
    expect(result?.['done']).toHaveLength(1);
  });

  it('is loaded only as far as it is pending', async () => {
    const file = `database/migrations/${nameOf(1, 'a')}.ts`;
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: createsTable('a') });
    await project.roost(['migrate']);
    await project.write({ [file]: 'throw new Error("no more");' });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
  });

  it('is loaded whole before the first migration runs', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: createsTable('a'),
      [`${nameOf(2, 'b')}.ts`]: 'export default 7;',
    });
    const before = await project.contents();
    expect(await project.json(['migrate'])).toMatchObject({
      exitCode: 2,
      error: { code: 'MIGRATION.EXPORT_INVALID' },
    });
    expect(await project.contents()).toEqual(before);
  });
});
