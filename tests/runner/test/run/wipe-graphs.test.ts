// A fresh start of any graph of foreign keys, with rows
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomFrom } from '../support/random.ts';
import { graphOf } from './graphs.ts';

it('a fresh start empties a database whatever its foreign keys', { timeout: 60_000 }, async () => {
  let emptied = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const database = openMemoryD1();
      try {
        await database.batch(graphOf(randomFrom(seed)).map((sql) => database.prepare(sql)));
        await createMigrator({ database, migrations: {} }).fresh();
        const { results } = await database
          .prepare("SELECT name FROM sqlite_schema WHERE name GLOB 't?' OR name GLOB 'roost_*'")
          .all();
        expect(results).toEqual([]);
        emptied += 1;
      } finally {
        database.close();
      }
    }),
    // A smaller seed makes no smaller graph.
    { numRuns: 150, endOnFailure: true },
  );
  expect(emptied).toBe(150);
});
