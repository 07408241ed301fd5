import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeMigration } from '../../src/make/make-migration.ts';
import { migrationText } from '../../src/make/templates.ts';
import { listMigrationFiles } from '../../src/migrations-folder/list.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const now = new Date('2026-11-23T10:15:00Z');

describe('makeMigration', () => {
  it('creates the folder and writes a migration in it', () => {
    const folder = join(temporaryFolder(), 'database/migrations');
    const made = makeMigration({ folder, name: 'Create posts', now });
    expect(made).toEqual({
      name: '20261123101500_create_posts',
      path: join(folder, '20261123101500_create_posts.ts'),
      aheadOf: [],
      stub: 'blank',
    });
    expect(readFileSync(made.path, 'utf8')).toBe(migrationText({ kind: 'blank' }));
    expect(listMigrationFiles(folder)).toMatchObject([{ name: made.name, path: made.path }]);
  });

  it('writes the requested template', () => {
    const folder = temporaryFolder();
    const created = makeMigration({ folder, name: 'a', create: 'posts', now });
    const altered = makeMigration({ folder, name: 'b', table: 'posts', now });
    expect(readFileSync(created.path, 'utf8')).toContain('CREATE TABLE posts (');
    expect(readFileSync(altered.path, 'utf8')).toContain('ALTER TABLE posts ADD COLUMN');
  });

  it('gives migrations that are created in one second different seconds, in order', () => {
    const folder = temporaryFolder({ '20261123101501_first.sql': '' });
    const made = ['c', 'b', 'a'].map((name) => makeMigration({ folder, name, now }).name);
    expect(made).toEqual(['20261123101500_c', '20261123101502_b', '20261123101503_a']);
  });

  it('lists the migrations that come after it, as with a wrong clock', () => {
    const folder = temporaryFolder({
      '20991231235959_late.ts': '',
      '30000000000000_later.mjs': '',
      '20200101000000_early.ts': '',
      '20991231235959_dump.sql': '',
      '20991231235959_late.test.ts': '',
    });
    const { aheadOf } = makeMigration({ folder, name: 'now', now });
    expect(aheadOf).toEqual(['20991231235959_dump', '20991231235959_late', '30000000000000_later']);
  });

  it.each(['0001_create_posts.ts', '20200101000000_create_posts.mjs', '20261123101500_create_posts.ts'])(
    'refuses a title that %s has',
    async (existing) => {
      const folder = temporaryFolder({ [existing]: 'kept' });
      const failure = await failureOf(() => makeMigration({ folder, name: 'CreatePosts', now }));
      expect(failure).toMatchObject({
        code: 'MIGRATION.NAME_TAKEN',
        details: { title: 'create_posts', file: join(folder, existing) },
      });
      expect(readdirSync(folder)).toEqual([existing]);
      expect(readFileSync(join(folder, existing), 'utf8')).toBe('kept');
    },
  );

  it('accepts a title that contains another one', () => {
    const folder = temporaryFolder({
      '1_create_posts_table.ts': '',
      '2_re_create_posts.ts': '',
      '3_create_posts.json': '',
    });
    expect(makeMigration({ folder, name: 'create_posts', now }).name).toBe('20261123101500_create_posts');
  });

  it('writes nothing if the name or the table is refused', async () => {
    const folder = join(temporaryFolder(), 'migrations');
    const failures = [
      await failureOf(() => makeMigration({ folder, name: 'a/b', now })),
      await failureOf(() => makeMigration({ folder, name: 'a', create: '', now })),
    ];
    expect(failures.map((failure) => failure.code)).toEqual([
      'MIGRATION.NAME_INVALID',
      'MIGRATION.TABLE_INVALID',
    ]);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  it('reports that the folder cannot be written', async () => {
    const file = join(temporaryFolder({ 'a.txt': '' }), 'a.txt');
    for (const folder of [file, join(file, 'migrations')]) {
      const failure = await failureOf(() => makeMigration({ folder, name: 'a', now }));
      expect(failure).toMatchObject({ code: 'MIGRATIONS.FOLDER_UNWRITABLE', details: { folder } });
    }
  });
});
