// Scratch databases, on which migrations are tried.
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import type { OpenScratch } from '@roostjs/migrations-core';

/** Opens databases in memory that refuse what D1 refuses, unless D1's rules are not to hold. */
export async function scratchDatabases(d1Rules: boolean): Promise<OpenScratch> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  return () => openMemoryD1({ d1Rules });
}

/** Gives the work an empty database with D1's rules, which is closed whatever happens. */
export async function onScratch<T>(work: (scratch: LocalD1Database) => Promise<T>): Promise<T> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  const scratch = openMemoryD1();
  try {
    return await work(scratch);
  } finally {
    scratch.close();
  }
}
