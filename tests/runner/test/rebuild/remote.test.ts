// The same on D1 itself, in a real workerd: through its binding, and through the HTTP API, whose servers may split the text
// of a trigger in either way.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import type { SqlDatabase } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contentOf } from './content.ts';
import { expectRowsKept } from './keeps-every-row.ts';
import { type Action, actionsFor, clauseOf, type Shape, shapes } from './shapes.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

let cloudflare: Cloudflare;
let taken = 0;
// Each takes some tenths of a second: REBUILD_EVERY_ACTION=1 runs all of them.
const cases = { binding: casesOf(1), api: casesOf(0.5) };

beforeAll(async () => {
  cloudflare = await startCloudflare({
    databases: Array.from({ length: cases.binding.length + cases.api.length }, (_, index) => `app-${index}`),
  });
});
afterAll(() => cloudflare.stop());

type Case = readonly [name: string, shape: Shape, action: Action];

function casesOf(share: 1 | 0.5): readonly Case[] {
  return shapes.flatMap((shape) =>
    actionsFor(shape, share).map((action): Case => [`${shape.name} ${clauseOf(action)}`, shape, action]),
  );
}

function nextId(): string {
  taken += 1;
  return cloudflare.databases[taken - 1]?.uuid ?? '';
}

const transports: readonly { name: string; cases: readonly Case[]; open: () => SqlDatabase }[] = [
  { name: "D1's binding", cases: cases.binding, open: () => cloudflare.db(nextId()) as SqlDatabase },
  {
    name: "D1's HTTP API",
    cases: cases.api,
    open: () =>
      openRemoteD1({
        accountId: cloudflare.accountId,
        databaseId: nextId(),
        env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
      }),
  },
];

describe.each(transports)('through $name', ({ cases: these, open }) => {
  it.each(these)('rebuilding a table %s keeps every row of every table', async (_, shape, action) => {
    await expectRowsKept(open(), shape, action);
  });
});

describe('if the HTTP API splits the statements of a batch, multi-line triggers included,', () => {
  const statements = (trigger: string) => [
    'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT)',
    'CREATE TABLE c (p INTEGER REFERENCES p (id) ON DELETE CASCADE)',
    'CREATE TABLE d (p INTEGER REFERENCES p (id) ON DELETE SET NULL)',
    trigger,
    "INSERT INTO p VALUES (1, 'a'), (2, NULL)",
    'INSERT INTO c VALUES (1), (2)',
    'INSERT INTO d VALUES (1), (2)',
  ];

  it.each([
    ['succeeds with triggers on one line', ' ', undefined],
    ['changes nothing with a trigger that it splits', '\n', /incomplete input/],
  ])('a rebuild %s', async (_, space, error) => {
    const { uuid } = await cloudflare.add(`split-${taken++}`);
    const db = cloudflare.db(uuid);
    const trigger = `CREATE TRIGGER t AFTER DELETE ON c BEGIN${space}DELETE FROM d;${space}END`;
    await db.batch(statements(trigger).map((sql) => db.prepare(sql)));
    const before = await contentOf(db as SqlDatabase);
    cloudflare.behave({ splitsBatch: 'as-cloudflare' });
    const remote = openRemoteD1({
      accountId: cloudflare.accountId,
      databaseId: uuid,
      env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
    });
    const rebuilding = rebuildTable(remote as SqlDatabase, {
      table: 'p',
      change: { columns: { n: { type: 'ANY' } } },
    });
    if (error === undefined) await rebuilding;
    else await expect(rebuilding).rejects.toThrow(error);
    cloudflare.behave({ splitsBatch: 'as-sqlite' });
    const after = await contentOf(db as SqlDatabase);
    expect(after.tables).toEqual(before.tables);
    if (error !== undefined) expect(after).toEqual(before);
  });
});
