// A process of programs that migrate at once: `node process.ts <programs> local <path>` or `… remote <databaseId>`, with the
// account in the environment. Prints what became of each program, as one JSON list.
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import { createMigrator, isRoostError, type MigratorOptions } from '@roostjs/migrations-core';
import { migrations } from './migrations.ts';

const [programs = '0', kind, place = ''] = process.argv.slice(2);

function target(): Pick<MigratorOptions, 'database' | 'trustAtomicBatches'> {
  if (kind === 'local') return { database: openLocalD1({ path: place }) };
  return { database: openRemoteD1({ databaseId: place }), trustAtomicBatches: false };
}

async function program(): Promise<unknown> {
  try {
    const { done, skipped } = await createMigrator({ ...target(), migrations }).migrate();
    return { done: done.map(({ name }) => name), skipped: skipped.map(({ name }) => name) };
  } catch (error) {
    return { code: isRoostError(error) ? error.code : String(error) };
  }
}

const outcomes = await Promise.all(Array.from({ length: Number(programs) }, program));
process.stdout.write(JSON.stringify(outcomes));
