import { describe, it, vi } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { expectRowsKept } from './keeps-every-row.ts';
import { actions, clauseOf, shapes } from './shapes.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

describe.each(shapes)('rebuilding a table $name keeps every row of every table, in a file', (shape) => {
  it.each(actions.map((action) => [clauseOf(action), action] as const))('%s', async (_, action) => {
    await expectRowsKept(testDatabase().d1, shape, action);
  });
});
