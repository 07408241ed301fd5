// Random runs on a database of which some tables are empty: one that refuses losses loses nothing that is there.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { testDatabase } from '../support/database.ts';
import { actions, columnsOf, foundWith, goneFrom, others, rebuilds, rows } from './random-statements.ts';
import { migrationOf } from './statement-lists.ts';

/** What deletes some rows on purpose is no loss. */
const isMeant = (sql: string): boolean =>
  /^DELETE FROM users WHERE id = 712|^DELETE FROM posts WHERE id IN/.test(sql);

const parts = fc.oneof(rebuilds, others, others).filter((part) => !part.some(isMeant));
const runs = fc.array(fc.array(parts, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
const emptied = fc.subarray(Object.keys(columnsOf));
const cases = Math.ceil(amountOf('LOSS_CASES') / 4);

it('a run that refuses losses loses nothing of the tables that have rows, whatever it drops of the others', async () => {
  let [refused, ran] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...actions),
      runs,
      emptied,
      fc.boolean(),
      async (onDelete, ups, empty, atomic) => {
        const database = testDatabase();
        const first = migrationOf({ up: [...foundWith(onDelete), ...rows] });
        await createMigrator({ database: database.d1, migrations: { '1_m': first } }).migrate();
        database.run(`PRAGMA foreign_keys = OFF; ${empty.map((table) => `DELETE FROM ${table};`).join(' ')}`);
        const before = goneFrom(database);
        const later = ups.map((up, at): [string, Migration] => [
          `${at + 2}_m`,
          migrationOf({ up: up.flat() }),
        ]);
        const migrator = createMigrator({
          database: database.d1,
          migrations: { '1_m': first, ...Object.fromEntries(later) },
          openScratch: openMemoryD1,
        });
        const failed = await migrator.migrate({ failOn: ['MIGRATION.LOSES_DATA'], atomic }).then(
          () => null,
          (error: { readonly code?: string }) => error.code ?? String(error),
        );
        if (failed === 'MIGRATION.LOSES_DATA') {
          refused += 1;
          expect(database.rows('SELECT count(*) AS n FROM migrations')).toEqual([{ n: 1 }]);
        }
        if (failed !== null) return;
        ran += 1;
        const gone = goneFrom(database).filter((value) => !before.includes(value));
        expect([onDelete, ups, empty, gone]).toEqual([onDelete, ups, empty, []]);
      },
    ),
    { numRuns: cases },
  );
  expect([refused > 0, ran > 0]).toEqual([true, true]);
}, 600_000);
