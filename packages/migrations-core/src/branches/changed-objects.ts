// What one migration changes, found by running it and those before it.
import { nameKey } from '@roostjs/internal-sql';
import { rowChanges } from '../verify/contents.ts';
import { type OrderSettings, runStages } from './run-order.ts';
import type { Entries, Side } from './sides.ts';
import { objectDifferences } from './tables.ts';

/** The names of the tables, views and other objects that the last added migration of the side changes, in their schema or their rows. */
export async function changedObjects(
  settings: OrderSettings,
  common: Entries,
  { kept, added }: Side,
): Promise<readonly string[]> {
  const before = await runStages(settings, [common, [...kept, ...added.slice(0, -1)]]);
  const after = await runStages(settings, [common, [...kept, ...added]]);
  if (before.kind === 'failed' || after.kind === 'failed') return [];
  const names = [
    ...objectDifferences(before.observed.schema, after.observed.schema).map(({ name }) => name),
    ...rowChanges(before.observed.contents, after.observed.contents).map(({ table }) => table),
  ];
  return [...new Map(names.map((name) => [nameKey(name), name])).values()];
}
