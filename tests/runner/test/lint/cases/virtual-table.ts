import type { Case } from './case.ts';

export const virtualTable: readonly Case[] = [
  {
    title: 'fts5',
    migrations: [['CREATE VIRTUAL TABLE search USING fts5 (title, body)']],
    finds: ['virtual-table 1.1'],
  },
  {
    title: 'not if it already exists',
    migrations: [
      ['CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (a)'],
      ['CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (a)'],
    ],
    finds: ['virtual-table 1.1'],
  },
  {
    title: 'one that is renamed, by the migration and by a later one',
    migrations: [
      ['CREATE VIRTUAL TABLE a USING fts5 (title)', 'ALTER TABLE a RENAME TO b'],
      ['ALTER TABLE b RENAME TO c'],
    ],
    finds: ['virtual-table 1.1'],
  },
];
