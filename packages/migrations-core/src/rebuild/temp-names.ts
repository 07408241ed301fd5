// Names for the temporary objects of a rebuild, which no other object has.
import { nameKey } from '@roostjs/internal-sql';
import type { CurrentSchema } from './current-schema.ts';

export type TempNames = {
  /** The table that holds the rows meanwhile. */
  readonly rows: string;
  /** The table with the counts from before. */
  readonly counts: string;
  readonly guard: (index: number) => string;
};

export function tempNames({ objects }: CurrentSchema): TempNames {
  const used = new Set(objects.map(({ name }) => nameKey(name)));
  const free = (name: string): string => (used.has(name) ? free(`${name}_`) : name);
  return {
    rows: free('roost_rebuild_rows'),
    counts: free('roost_rebuild_counts'),
    guard: (index) => free(`roost_rebuild_guard_${index + 1}`),
  };
}
