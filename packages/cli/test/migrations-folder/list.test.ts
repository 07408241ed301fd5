import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportMarker } from '../../src/migrations-folder/export-marker.ts';
import { isCopyAmong } from '../../src/migrations-folder/file-name.ts';
import { listMigrationFiles, migrationPath } from '../../src/migrations-folder/list.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function folderWith(...names: readonly string[]): string {
  return temporaryFolder(Object.fromEntries(names.map((name) => [name, ''])));
}

function namesIn(folder: string): readonly string[] {
  return listMigrationFiles(folder).map((file) => file.name);
}

describe('listMigrationFiles', () => {
  it('lists SQL by its name, with what runs down, and a folder of its own by its', () => {
    const folder = folderWith(
      '0001-a.sql',
      '2_b.down.sql',
      '2_b.up.sql',
      '3_c/migration.sql',
      '4_d/other.sql',
    );
    const file = (name: string, path: string, downPath: string | null = null) => ({
      name,
      kind: 'sql',
      path: join(folder, path),
      downPath,
    });
    expect(listMigrationFiles(folder)).toEqual([
      file('0001-a', '0001-a.sql'),
      file('2_b', '2_b.up.sql', join(folder, '2_b.down.sql')),
      file('3_c', '3_c/migration.sql'),
    ]);
  });

  it('omits SQL that migrate:export has written', () => {
    const folder = temporaryFolder({ '1_a.ts': '', '1_a.sql': `${exportMarker} from the migration 1_a.\n` });
    expect(namesIn(folder)).toEqual(['1_a']);
  });

  it('lists .ts, .mts, .js and .mjs files by their names', () => {
    const folder = folderWith('20260101000000_a.ts', '0002_b.mts', '3_c-d.js', '20260101000001_é.mjs');
    expect(listMigrationFiles(folder)).toMatchObject([
      { name: '0002_b', path: join(folder, '0002_b.mts') },
      { name: '20260101000000_a', path: join(folder, '20260101000000_a.ts') },
      { name: '20260101000001_é', path: join(folder, '20260101000001_é.mjs') },
      { name: '3_c-d', path: join(folder, '3_c-d.js') },
    ]);
  });

  it('omits helpers, hidden files, declarations, source maps and everything else that is no script', () => {
    const others = [
      '_helper.ts',
      '.hidden.js',
      '1_a.d.ts',
      '1_a.d.mts',
      '1_a.js.map',
      'README.md',
      'seed.json',
    ];
    expect(namesIn(folderWith('1_a.ts', ...others))).toEqual(['1_a']);
  });

  it('omits subfolders of any name, and links to folders', () => {
    const folder = folderWith('1_a.ts', '2_b.ts/inside.ts', 'helpers/h.ts');
    symlinkSync(join(folder, 'helpers'), join(folder, '3_c.ts'));
    expect(namesIn(folder)).toEqual(['1_a']);
  });

  it('follows a link to a file and keeps a broken one', () => {
    const folder = folderWith('elsewhere/a.ts', 'm/1_a.ts');
    symlinkSync(join(folder, 'elsewhere/a.ts'), join(folder, 'm/2_b.ts'));
    symlinkSync(join(folder, 'gone.ts'), join(folder, 'm/3_c.ts'));
    expect(namesIn(join(folder, 'm'))).toEqual(['1_a', '2_b', '3_c']);
  });

  it('refuses every script that cannot be a migration, all in one error', async () => {
    const bad = [
      '1_a.cjs',
      '1_b.cts',
      '1_c.jsx',
      '1_d.tsx',
      '1_e.TS',
      '1_f.test.ts',
      '1_g  h.ts',
      '1_g .ts',
      '1_v1..ts',
      '1_i.2.sql',
      '1_.ts',
      '1.ts',
      'a.ts',
    ];
    const folder = folderWith('1_fine.ts', ...bad);
    const failure = await failureOf(() => listMigrationFiles(folder));
    expect(failure).toMatchObject({ code: 'MIGRATION.NAME_INVALID', details: { folder } });
    expect(new Set(failure.details['files'] as string[])).toEqual(new Set(bad));
    expect(failure.hint).toContain('20261123101500_create_posts_table.ts');
  });

  it('takes a space between words, and a dot within a number', () => {
    const names = ['0001_add users', '2026-01-06T05-49-47.160Z', '3_v1.2'];
    expect(namesIn(folderWith(...names.map((name) => `${name}.sql`)))).toEqual(names);
  });

  it('refuses a copy, which would run twice', async () => {
    const copies = ['1_a (1).sql', '1_a - Copy.sql', '1_a copy.sql'];
    const failure = await failureOf(() => listMigrationFiles(folderWith('1_a.sql', '2_a b.sql', ...copies)));
    expect(failure).toMatchObject({ code: 'MIGRATION.NAME_INVALID', details: { files: copies } });
  });

  it.each([
    ['schema.sql', 'begins with no number'],
    ['0001.sql', 'has no title after its number and an underscore'],
    ['1_a.test.sql', 'has a dot in its title'],
    ['1_a\tb.sql', 'has white space other than a space between words'],
    ['1_a.SQL', 'does not end in .ts, .mts, .js, .mjs or .sql'],
  ])('says of %s that it %s', async (file, flaw) => {
    const { message } = await failureOf(() => listMigrationFiles(folderWith(file)));
    expect(message).toContain(`'${file}' ${flaw}`);
  });

  it('refuses two files of one name', async () => {
    const folder = folderWith('1_a.js', '1_a.ts', '1_a-b.ts', '2_c.ts');
    expect(await failureOf(() => listMigrationFiles(folder))).toMatchObject({
      code: 'MIGRATION.NAME_DUPLICATE',
      details: { files: ['1_a.js', '1_a.ts'] },
    });
  });

  it('lists an empty folder', () => {
    expect(namesIn(temporaryFolder())).toEqual([]);
  });

  it('reports that the folder is missing, and how to create it', async () => {
    const failure = await failureOf(() => listMigrationFiles(join(temporaryFolder(), 'database/migrations')));
    expect(failure.code).toBe('MIGRATIONS.FOLDER_MISSING');
    expect(failure.hint).toContain('roost make:migration <name>');
    expect(failure.hint).toContain('--path');
  });

  it('reports that it is no folder, or inside a file', async () => {
    const file = join(folderWith('1_a.ts'), '1_a.ts');
    for (const path of [file, join(file, 'migrations')]) {
      expect((await failureOf(() => listMigrationFiles(path))).code).toBe('MIGRATIONS.FOLDER_UNREADABLE');
    }
  });
});

describe('migrationPath', () => {
  it("finds a migration's file by its name, whatever its extension", () => {
    const folder = folderWith('1_a.mjs');
    expect(migrationPath(folder, '1_a')).toBe(join(folder, '1_a.mjs'));
  });

  it('is undefined for a missing file or folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'm'));
    expect(migrationPath(join(folder, 'm'), '1_a')).toBeUndefined();
    expect(migrationPath(join(folder, 'gone'), '1_a')).toBeUndefined();
  });
});

it('a copy is found by looking up its words, and not by comparing it with every file', () => {
  const lookups: string[] = [];
  const names = { has: (name: string) => lookups.push(name) > 0 && name === '1_a b' };
  expect(isCopyAmong('1_a', names)).toBe(false);
  expect(lookups).toEqual([]);
  expect(isCopyAmong('1_a b copy', names)).toBe(true);
  expect(lookups).toEqual(['1_a', '1_a b']);
});
