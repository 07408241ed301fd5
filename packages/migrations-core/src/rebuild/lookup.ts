// Records whose keys are column names, in any case.

import { isSameName } from '@roostjs/internal-sql';

/** The value under a name, ignoring case. */
export function lookUp<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.entries(record).find(([key]) => isSameName(key, name))?.[1];
}
