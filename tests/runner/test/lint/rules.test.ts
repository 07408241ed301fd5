// What each rule of lint finds and what it leaves alone: the whole list of findings for each case.
import { lintRules } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { cases } from './cases/index.ts';
import { lint, placesIn } from './statement-lists.ts';

const own = ['unused-suppression', 'not-linted', 'same-number'];

it('every rule about statements has cases', () => {
  const named = lintRules.map(({ name }) => name).filter((name) => !own.includes(name));
  expect(Object.keys(cases).toSorted()).toEqual(named.toSorted());
});

describe.each(Object.entries(cases))('%s', (rule, list) => {
  it.each(list.map((one) => [one.title, one] as const))('%s', async (title, { migrations, finds }) => {
    const places = await placesIn(...migrations);
    expect(places.toSorted()).toEqual(finds.toSorted());
    const isOf = (place: string): boolean => place.startsWith(`${rule} `);
    if (title.startsWith('not ') && !finds.some(isOf)) expect(places.some(isOf)).toBe(false);
  });
});

describe('the SQL that add-column suggests runs on a table with rows, and keeps the type and the key of', () => {
  const tags = 'CREATE TABLE tags (id INTEGER PRIMARY KEY)';
  const things = 'CREATE TABLE things (id INTEGER PRIMARY KEY)';

  it.each([
    ['age INTEGER NOT NULL', 'INTEGER', 0],
    ['"the name" VARCHAR(20) NOT NULL', 'VARCHAR(20)', 0],
    ['price DECIMAL(10, 2) NOT NULL', 'DECIMAL(10, 2)', 0],
    ['image BLOB NOT NULL', 'BLOB', 0],
    ['untyped NOT NULL', '', 0],
    ['number INT UNIQUE', 'INT', 0],
    ['at DATETIME DEFAULT CURRENT_TIMESTAMP', 'DATETIME', 0],
    ['tag INTEGER UNIQUE REFERENCES tags (id) ON DELETE SET NULL', 'INTEGER', 1],
    ['tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE ON UPDATE NO ACTION', 'INTEGER', 1],
    ['tag INTEGER NOT NULL DEFAULT 1 REFERENCES tags', 'INTEGER', 1],
  ])('%s', async (column, type, keys) => {
    const { findings } = await lint([tags, things], [`ALTER TABLE things ADD COLUMN ${column}`]);
    const [finding] = findings.filter(({ rule }) => rule === 'add-column');
    const { d1, run, rows } = testDatabase();
    run(`${tags}; ${things}; INSERT INTO tags VALUES (1); INSERT INTO things VALUES (1)`);
    const sql = (finding?.suggestion ?? '').replace(/^--.*$/gm, '').trim();
    for (const statement of sql.split(/;\s*/).filter((one) => one !== '')) await d1.prepare(statement).run();
    expect(rows("SELECT type FROM pragma_table_info('things') WHERE cid = 1")).toEqual([{ type }]);
    expect(rows("SELECT * FROM pragma_foreign_key_list('things')")).toHaveLength(keys);
  });
});
