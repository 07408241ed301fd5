// Records that an author keys by the names of columns, in whatever spelling.

import { isSameName } from '@roostjs/internal-sql';

/** What is found under a name in a record that was keyed in any spelling. */
export function lookUp<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.entries(record).find(([key]) => isSameName(key, name))?.[1];
}
