// The difference of any two schemas as migrations: up reaches the one, down comes back to the other, and rows stay.
import { modelOf, type Rename, renameChoices } from '@roostjs/internal-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../../scripts/searches.ts';
import { randomSchema } from './schemas.ts';
import { differenceOf, schemaOf } from './support.ts';

const options = { timeout: 600_000 };
const search = { numRuns: amountOf('DIFFERENCES') };

describe('the difference of two random schemas', () => {
  it('is proven', options, async () => {
    let [rows, rebuilds, ways, all] = [0, 0, 0, 0];
    await fc.assert(
      fc.asyncProperty(randomSchema, randomSchema, async (from, to) => {
        const { planned, proof } = await differenceOf(from, to);
        rows += proof.rows;
        all += planned.length;
        ways += planned.filter(({ obstacle }) => obstacle === null).length;
        rebuilds += planned.filter(({ up }) => up[0]?.kind === 'rebuild').length;
      }),
      search,
    );
    // Enough of each, so that the proof means something.
    expect({ rows: rows / all > 1, rebuilds: rebuilds / all > 0.2, ways: ways / all > 0.5 }).toEqual({
      rows: true,
      rebuilds: true,
      ways: true,
    });
  });

  it('is proven if tables and columns are renamed as well', options, async () => {
    let renamed = 0;
    await fc.assert(
      fc.asyncProperty(randomSchema, randomSchema, async (from, to) => {
        const now = to.map((sql) => sql.replaceAll(/"(a|order|x)"/g, '"renamed $1"'));
        const renames = await renamesOf(from, now);
        renamed += renames.length;
        await differenceOf(from, now, renames);
      }),
      search,
    );
    expect(renamed).toBeGreaterThan(search.numRuns / 2);
  });
});

/** Those that `renamed …` shows. */
async function renamesOf(from: readonly string[], to: readonly string[]): Promise<readonly Rename[]> {
  const [old, now] = [modelOf(await schemaOf(from)), modelOf(await schemaOf(to))];
  let found: readonly Rename[] = [];
  for (;;) {
    const { possible } = renameChoices(old, now, found);
    const next = possible.find((rename) => rename.to === `renamed ${rename.from}`);
    if (next === undefined) return found;
    found = [...found, next];
  }
}
