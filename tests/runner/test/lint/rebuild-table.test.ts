// What rebuildTable records has no finding, whatever the action of a foreign key, except for a column that it drops.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { lintMigrations, type Migration } from '@roostjs/migrations-core';
import { rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { expect, it } from 'vitest';
import { found } from './rebuilds.ts';
import { migrationOf } from './statement-lists.ts';

const actions = [
  'ON DELETE CASCADE',
  'ON DELETE SET NULL',
  'ON DELETE SET DEFAULT',
  '',
  'ON DELETE RESTRICT',
];

const lint = (first: Migration, second: Migration) =>
  lintMigrations({
    migrations: { '1_a': first, '2_b': second },
    openScratch: openMemoryD1,
    rules: brokenRule,
  });

it.each(actions)('rebuilding a table whose children have %j is no finding', async (onDelete) => {
  const { findings } = await lint(migrationOf({ up: found(onDelete) }), {
    up: (db) =>
      rebuildTable(db, {
        table: 'users',
        create: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '')",
      }),
    down: (db) =>
      rebuildTable(db, { table: 'users', create: 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)' }),
  });
  expect(findings).toEqual([]);
});

it('nothing is found in a rebuild that keeps the counter of AUTOINCREMENT', async () => {
  const create = (name: string) => `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, ${name})`;
  const { findings } = await lint(migrationOf({ up: [create('a TEXT')] }), {
    up: (db) => rebuildTable(db, { table: 't', create: create('a TEXT, b TEXT') }),
    down: (db) => rebuildTable(db, { table: 't', create: create('a TEXT'), drop: ['b'] }),
  });
  expect(findings.filter(({ rule }) => rule === 'autoincrement-reset')).toEqual([]);
});

it('a column that a rebuild drops is a loss', async () => {
  const { findings } = await lint(migrationOf({ up: found() }), {
    up: (db) =>
      rebuildTable(db, {
        table: 'users',
        create: 'CREATE TABLE users (id INTEGER PRIMARY KEY)',
        drop: ['name'],
      }),
  });
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['drop-column', 'loss']]);
});

it.each<{ what: string; up: Omit<TableRebuild, 'table'>; down: Omit<TableRebuild, 'table'> }>([
  {
    what: 'a column that up() renames and down() renames back is lost by neither',
    up: { rename: { name: 'nick' } },
    down: { rename: { nick: 'name' } },
  },
  {
    what: 'a column that down() adds again, empty, is not a loss of down()',
    up: { drop: ['name'] },
    down: { change: { add: { name: 'TEXT' } } },
  },
])('$what', async ({ up, down }) => {
  const { findings } = await lint(migrationOf({ up: found() }), {
    up: (db) => rebuildTable(db, { table: 'users', ...up } as TableRebuild),
    down: (db) => rebuildTable(db, { table: 'users', ...down } as TableRebuild),
  });
  expect(findings.filter(({ direction }) => direction === 'down')).toEqual([]);
});
