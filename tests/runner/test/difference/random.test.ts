// The difference of any two schemas as migrations: up reaches the one, down comes back to the other, and rows stay.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { randomSchema } from './schemas.ts';
import { differenceOf } from './support.ts';

it('is proven for random pairs of schemas', { timeout: 600_000 }, async () => {
  let [rows, rebuilds] = [0, 0];
  await fc.assert(
    fc.asyncProperty(randomSchema, randomSchema, async (from, to) => {
      const { planned, proof } = await differenceOf(from, to);
      rows += proof.rows;
      rebuilds += planned.filter(({ up }) => up[0]?.kind === 'rebuild').length;
    }),
    { numRuns: amountOf('DIFFERENCES') },
  );
  expect([rows, rebuilds].every((count) => count > 0)).toBe(true);
});
