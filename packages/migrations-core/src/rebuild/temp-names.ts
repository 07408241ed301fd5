// Names for what a rebuild makes for its own time, none of which the database has.
import { nameKey } from '@roostjs/internal-sql';
import type { CurrentSchema } from './current-schema.ts';

export type ScratchNames = {
  /** The table that the rows wait in. */
  readonly rows: string;
  /** The table of what was counted before. */
  readonly counts: string;
  readonly guard: (index: number) => string;
};

export function scratchNames({ objects }: CurrentSchema): ScratchNames {
  const taken = new Set(objects.map(({ name }) => nameKey(name)));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return {
    rows: free('roost_rebuild_rows'),
    counts: free('roost_rebuild_counts'),
    guard: (index) => free(`roost_rebuild_guard_${index + 1}`),
  };
}
