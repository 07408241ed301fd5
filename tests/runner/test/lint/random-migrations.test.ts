// Random migrations that may lose values: what lint finds is compared with what a real database loses.
import { createMigrator } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { testDatabase } from '../support/database.ts';
import { actions, foundWith, goneFrom, others, rebuilds, rows } from './random-statements.ts';
import { lint, migrationOf } from './statement-lists.ts';

/** The values that are gone, by what the tables hold afterwards; null if the migration fails. */
async function lostBy(onDelete: string, up: readonly string[]): Promise<readonly string[] | null> {
  const database = testDatabase();
  const first = migrationOf({ up: [...foundWith(onDelete), ...rows] });
  await createMigrator({ database: database.d1, migrations: { '1_m': first } }).migrate();
  const all = { '1_m': first, '2_m': migrationOf({ up }) };
  const failed = await createMigrator({ database: database.d1, migrations: all }).migrate().catch(String);
  if (typeof failed === 'string') return null;
  return goneFrom(database);
}

const cases = amountOf('LOSS_CASES');

it('a migration that loses a value has a finding for it, and one that keeps all values has none', async () => {
  const migrations = fc.array(fc.oneof(rebuilds, others, others), { minLength: 1, maxLength: 2 });
  let [lossy, lossless] = [0, 0];
  const wronged: (readonly string[])[] = [];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...actions), migrations, async (onDelete, parts) => {
      const up = parts.flat();
      const lost = await lostBy(onDelete, up);
      if (lost === null) return;
      const { findings } = await lint(foundWith(onDelete), up);
      const said = findings.filter(({ severity, migration }) => severity === 'loss' && migration === '2_m');
      if (lost.length > 0) {
        lossy += 1;
        expect([onDelete, up, lost, said.length > 0]).toEqual([onDelete, up, lost, true]);
      } else {
        lossless += 1;
        if (said.length > 0) wronged.push([onDelete, ...up, ...said.map(({ message }) => message)]);
      }
    }),
    { numRuns: cases },
  );
  expect(lossy).toBeGreaterThan(0.15 * cases);
  expect(lossless).toBeGreaterThan(0.075 * cases);
  // A value that is not on this database may be lost on another: of a hundred at most one may differ in that.
  expect(wronged.length * 100 > lossless ? wronged : []).toEqual([]);
}, 600_000);
