// The two migrations, one of each branch, without which the problem is not there.
import type { Comparison } from './compare-orders.ts';

/** Compares the first migrations of each branch, so many of the one and so many of the other. */
export type ComparePrefixes = (ofBranch: number, ofBase: number) => Promise<Comparison>;

export type PrefixPair = {
  readonly ofBranch: number;
  readonly ofBase: number;
  readonly comparison: Comparison;
};

/**
 * The last ones of the shortest prefixes that have the problem, by halving: with both it is there, and without either, as far as they were
 * tried, it is not.
 */
export async function smallestPair(
  compare: ComparePrefixes,
  [ofBranch, ofBase]: readonly [ofBranch: number, ofBase: number],
  hasProblem: (comparison: Comparison) => boolean,
): Promise<PrefixPair> {
  const branch = await shortest(ofBranch, async (length) => hasProblem(await compare(length, ofBase)));
  const base = await shortest(ofBase, async (length) => hasProblem(await compare(branch, length)));
  return { ofBranch: branch, ofBase: base, comparison: await compare(branch, base) };
}

/** The length from 1 up with which it holds, and with one less it does not. It holds with all. */
async function shortest(all: number, holds: (length: number) => Promise<boolean>): Promise<number> {
  let [without, withIt] = [0, all];
  while (withIt - without > 1) {
    const middle = Math.floor((without + withIt) / 2);
    if (await holds(middle)) withIt = middle;
    else without = middle;
  }
  return withIt;
}
