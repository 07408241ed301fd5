// What lint tells a listener while it is at work
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { type LintEvent, lintMigrations } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';

it('says of each migration that it begins, and which of how many it is', async () => {
  const events: LintEvent[] = [];
  const migrations = { '1_a': 'CREATE TABLE a (id INTEGER PRIMARY KEY);', '2_b': 'SELECT nope;' };
  await lintMigrations({ migrations, openScratch: openMemoryD1, onEvent: (event) => events.push(event) });
  expect(events).toEqual([
    { type: 'migration-started', name: '1_a', number: 1, total: 2 },
    { type: 'migration-started', name: '2_b', number: 2, total: 2 },
  ]);
});
