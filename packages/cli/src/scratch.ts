// Databases in memory on which migrations are tested.
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import type { OpenScratch } from '@roostjs/migrations-core';

/** Returns a function that opens such a database, with or without the rules of D1. */
export async function scratchDatabases(d1Rules: boolean): Promise<OpenScratch> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  return () => openMemoryD1({ d1Rules });
}

/** Calls `work` with an empty database that has the rules of D1, and closes it in any case. */
export async function onScratch<T>(work: (scratch: LocalD1Database) => Promise<T>): Promise<T> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  const scratch = openMemoryD1();
  try {
    return await work(scratch);
  } finally {
    scratch.close();
  }
}
