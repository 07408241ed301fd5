// Modules against the SQL that they were written for.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { verifyImport } from '@roostjs/internal-core';
import { isRoostError, type Migration } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { sqlMigration } from './support/migrations.ts';

const table = 'CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT)';
const sql = [
  { name: '1_a', up: `${table}; -- the table` },
  { name: '2_b', up: "-- up\nUPDATE a SET n = 'x y';\n-- down\nUPDATE a SET n = NULL;" },
];
const first = sqlMigration([table.replace(' (', '\n(')], ['DROP TABLE a']);
const second = sqlMigration(["UPDATE a SET n = 'x y'"], ['UPDATE a SET n = NULL']);

const verify = (modules: Readonly<Record<string, Migration>>) =>
  verifyImport({
    migrations: sql,
    imported: {
      list: async () => Object.entries(modules).map(([name, module]) => ({ name, load: async () => module })),
    },
    openScratch: openMemoryD1,
  });

describe('verifyImport', () => {
  it('reports what migrate:verify finds if they do the same', async () => {
    const { migrations } = await verify({ '1_a': first, '2_b': second });
    expect(migrations.map(({ name, state }) => [name, state])).toEqual([
      ['1_a', 'ok'],
      ['2_b', 'ok'],
    ]);
  });

  it.each<[problem: string, modules: Readonly<Record<string, Migration>>]>([
    // No row of an empty database shows it.
    [
      "'2_b' does not do the same as the SQL: up() differs at statement 1",
      { '1_a': first, '2_b': sqlMigration(["UPDATE a SET n = 'x  y'"], ['UPDATE a SET n = NULL']) },
    ],
    [
      "'2_b' does not do the same as the SQL: down() differs at statement 1",
      {
        '1_a': first,
        '2_b': sqlMigration(["UPDATE a SET n = 'x y'"], ['UPDATE a SET n = NULL', 'SELECT 1']),
      },
    ],
    ["'2_b' does not do the same as the SQL: it is missing", { '1_a': first }],
    [
      "'3_c' does not do the same as the SQL: the SQL has no such migration",
      { '1_a': first, '2_b': second, '3_c': second },
    ],
    [
      "'2_b' does not do the same as the SQL: only one of them runs in a transaction",
      { '1_a': first, '2_b': { ...second, withinTransaction: false } },
    ],
  ])('refuses: %s', async (problem, modules) => {
    const error: unknown = await verify(modules).catch((thrown: unknown) => thrown);
    if (!isRoostError(error)) throw error;
    expect([error.code, error.message]).toEqual(['IMPORT.DIFFERS', `The imported ${problem}.`]);
  });
});
