// Chooses another kind of text for a column if the usual ones make a migration fail: it may compute or check only
// some kinds. Pure.
import { nameKey } from '@roostjs/internal-sql';
import type { WithTables } from '../trace/schema.ts';

/** `given`: what the migration names; `default`: the column's own default. */
export type TextKind = 'json' | 'numeric text' | 'date' | 'given' | 'default';

/** By lower-case column name; `*` for all others. */
export type Kinds = ReadonlyMap<string, TextKind>;

const order: readonly TextKind[] = ['json', 'numeric text', 'date', 'given', 'default'];

/** The next kinds to try after a failure; undefined if there are none left. */
export function nextKinds(kinds: Kinds, words: string, { tables }: WithTables): Kinds | undefined {
  const columns = new Set(
    [...tables.values()].flatMap((table) => table.columns.map(({ name }) => nameKey(name))),
  );
  const mentioned = new Set(nameKey(words).match(/\w+/g));
  const blamed = [...columns].filter((name) => mentioned.has(name));
  const names = blamed.length > 0 && !/malformed JSON/i.test(words) ? blamed : ['*'];
  const changed = names.flatMap((name): readonly (readonly [string, TextKind])[] => {
    const at = kinds.get(name);
    const next = order[at === undefined ? 0 : order.indexOf(at) + 1];
    return next === undefined ? [] : [[name, next]];
  });
  return changed.length === 0 ? undefined : new Map([...kinds, ...changed]);
}
