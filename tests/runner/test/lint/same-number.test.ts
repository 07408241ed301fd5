// Two files with one leading number: a warning that names both in the order in which they run.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, lintMigrations } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';

const filesOf = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name, at) => [name, `CREATE TABLE t${at} (id INTEGER PRIMARY KEY);`]));

const found = async (...names: readonly string[]) => {
  const { findings, blocking } = await lintMigrations({
    migrations: filesOf(...names),
    openScratch: openMemoryD1,
  });
  expect(blocking).toBe(0);
  return findings.map(({ rule, severity, migration, message }) => ({ rule, severity, migration, message }));
};

it.each([
  { names: ['0001_a', '0001-b'], order: ['0001-b', '0001_a'] },
  { names: ['0001_b', '1_a'], order: ['0001_b', '1_a'] },
  { names: ['20260101000000_b', '20260101000000_a'], order: ['20260101000000_a', '20260101000000_b'] },
  { names: ['0002_c', '0002_a', '0002_b', '0001_x'], order: ['0002_a', '0002_b', '0002_c'] },
])('$names are told once, in their order, and run in it', async ({ names, order }) => {
  const listed = order.map((name) => `'${name}'`).join(', ');
  expect(await found(...names)).toEqual([
    {
      rule: 'same-number',
      severity: 'warning',
      migration: order.at(-1),
      message: `${listed} have the same number; they run in this order.`,
    },
  ]);
  const { d1 } = testDatabase();
  const { done } = await createMigrator({ database: d1, migrations: filesOf(...names) }).migrate();
  expect(done.map(({ name }) => name).filter((name) => order.includes(name))).toEqual(order);
});

it.each([
  ['20250929_111647_a', '20250929_121500_b'],
  ['20250929-1116-a', '20250929-1215-b'],
  ['2025_09_29_111647_a', '2025_09_29_121500_b'],
  ['2026-01-06T05-49-47.160Z', '2026-02-07T05-49-47.160Z'],
])('not %s and %s, whose number is a date and a time', async (...names) => {
  expect(await found(...names)).toEqual([]);
});

it.each([
  ['20250929_111647_a', '20250929_111647_b'],
  ['20250929_a', '20250929_b'],
  ['2025_report_a', '2025_report_b'],
])('%s and %s, whose number is the same', async (...names) => {
  expect(await found(...names)).toHaveLength(1);
});

it('each number is told by itself', async () => {
  const names = ['0001_a', '0001_b', '0002_c', '0003_d', '0003_e', '0010_f'];
  expect((await found(...names)).map(({ migration }) => migration)).toEqual(['0001_b', '0003_e']);
});

it('a comment in the file that is named allows it', async () => {
  const text = '-- roost-allow same-number: they are independent\nCREATE TABLE b (id INTEGER);';
  const entries = [
    { name: '1_a', text: 'CREATE TABLE a (id INTEGER);', load: async () => 'CREATE TABLE a (id INTEGER);' },
    { name: '1_b', text, load: async () => text },
  ];
  const { findings } = await lintMigrations({
    migrations: { list: async () => entries },
    openScratch: openMemoryD1,
  });
  expect(findings).toMatchObject([{ rule: 'same-number', allowed: 'they are independent' }]);
});
