// Scratch databases, on which migrations are tried: each in a folder of its own, which goes with it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenScratch } from '@roostjs/migrations-core';

/** Opens databases that refuse what D1 refuses, unless D1's rules are not to hold. */
export async function scratchDatabases(d1Rules: boolean): Promise<OpenScratch> {
  const { openLocalD1 } = await import('@roostjs/d1-adapter/local');
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'roost-scratch-'));
    const database = openLocalD1({ path: join(folder, 'scratch.sqlite'), d1Rules });
    const { close } = database;
    return Object.assign(database, {
      close: () => {
        close();
        rmSync(folder, { recursive: true });
      },
    });
  };
}
