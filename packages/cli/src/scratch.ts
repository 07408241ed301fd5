// Scratch databases, on which migrations are tried.
import type { OpenScratch } from '@roostjs/migrations-core';

/** Opens databases in memory that refuse what D1 refuses, unless D1's rules are not to hold. */
export async function scratchDatabases(d1Rules: boolean): Promise<OpenScratch> {
  const { openMemoryD1 } = await import('@roostjs/d1-adapter/local');
  return () => openMemoryD1({ d1Rules });
}
