// upsert() stores what it is given, twice with the same result, on every database.
import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
import { createMigrator, type Migration, type SqlDatabase } from '@roostjs/migrations-core';
import { type UpsertOptions, type UpsertRow, upsert } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

let cloudflare: Cloudflare;
let taken = 0;

beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: Array.from({ length: 4 }, (_, index) => `app-${index}`) });
});
afterAll(() => cloudflare.stop());

function nextId(): string {
  taken += 1;
  return cloudflare.databases[taken - 1]?.uuid ?? '';
}

const databases: readonly { name: string; open: () => SqlDatabase }[] = [
  { name: 'a file', open: () => testDatabase().d1 as SqlDatabase },
  { name: "D1's binding", open: () => cloudflare.db(nextId()) as SqlDatabase },
  {
    name: "D1's HTTP API",
    open: () =>
      openRemoteD1({
        accountId: cloudflare.accountId,
        databaseId: nextId(),
        env: { CLOUDFLARE_API_BASE_URL: cloudflare.url, CLOUDFLARE_API_TOKEN: cloudflare.token },
      }) as SqlDatabase,
  },
];

const odd = 'o"d\'s $[0].x';
const createTable = `CREATE TABLE "t""able" (id INTEGER, part TEXT DEFAULT 'p', "o""d's $[0].x" ANY, n DEFAULT 7, PRIMARY KEY (id, part)) WITHOUT ROWID`;

describe.each(databases)('on $name', ({ open }) => {
  it('stores half a surrogate pair as the replacement character, and in a list as JSON writes it', async () => {
    const database = open();
    await database.prepare('CREATE TABLE halves (id TEXT PRIMARY KEY, list)').run();
    await upsert(database, 'halves', [{ id: 'a\uD800', list: ['\uDC00'] }], { key: 'id' });
    const { results } = await database.prepare('SELECT hex(id) AS id, list FROM halves').all();
    expect(results).toEqual([{ id: '61EFBFBD', list: '["\\udc00"]' }]);
    const same = [{ id: '\uD800' }, { id: '\uDC00' }];
    expect(await failureOf(upsert(database, 'halves', same, { key: 'id' }))).toMatchObject({
      code: 'UPSERT.INVALID',
      message: expect.stringContaining('row 2 has the same key as an earlier one'),
    });
  });

  it('stores every kind of value, inserts defaults, and keeps what a row does not have', async () => {
    const database = open();
    const rows: readonly UpsertRow[] = [
      { id: 1, part: 'a', [odd]: 'it\'s "x"\u0001\u{1F600}\n', n: null },
      { part: 'a', id: 2, [odd]: 9007199254740993n, n: -9223372036854775808n },
      { id: 3, part: 'a', [odd]: { list: [1, 2n, null, 'x'] }, n: true },
      { id: 4, part: 'a', [odd]: [], n: 1.5 },
      { id: 5, part: 'a' },
      { ID: 6, Part: 'a', N: false },
    ];
    const up = async (db: SqlDatabase): Promise<void> => {
      await upsert(db, 't"able', rows, { key: ['id', 'part'] });
      await upsert(db, 't"able', [{ id: 1, part: 'b' }], { key: ['part', 'id'] });
      await upsert(db, 't"able', [{ id: 5, part: 'a', n: 'set' }], { key: ['id', 'part'] });
      await upsert(db, 't"able', [], { key: 'id' });
    };
    const migrations: Record<string, Migration> = {
      '1_create': {
        async up(db) {
          await db.run(createTable);
          await up(db);
        },
      },
      '2_again': { up },
    };
    const stored = async () =>
      (
        await database
          .prepare(`SELECT id, part, quote("o""d's $[0].x") AS odd, quote(n) AS n FROM "t""able"`)
          .all()
      ).results;
    await createMigrator({ database, migrations }).migrate({ to: '1' });
    const first = await stored();
    expect(first).toEqual([
      { id: 1, part: 'a', odd: `'it''s "x"\u0001\u{1F600}\n'`, n: 'NULL' },
      { id: 1, part: 'b', odd: 'NULL', n: '7' },
      { id: 2, part: 'a', odd: '9007199254740993', n: '-9223372036854775808' },
      { id: 3, part: 'a', odd: `'{"list":[1,2,null,"x"]}'`, n: '1' },
      { id: 4, part: 'a', odd: `'[]'`, n: '1.5' },
      { id: 5, part: 'a', odd: 'NULL', n: "'set'" },
      { id: 6, part: 'a', odd: 'NULL', n: '0' },
    ]);
    await createMigrator({ database, migrations }).migrate();
    expect(await stored()).toEqual(first);
  });
});

it('needs a bound value for each megabyte, and one for any number of small rows', async () => {
  const { d1, rows } = testDatabase();
  await d1.prepare('CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)').run();
  const sizes: number[][] = [];
  const counting: Pick<SqlDatabase, 'prepare' | 'batch'> = {
    prepare: (sql) => d1.prepare(sql) as never,
    batch: (statements) => {
      sizes.push(statements.map(() => 1));
      return d1.batch(statements as never);
    },
  };
  const small = Array.from({ length: 5000 }, (_, id) => ({ id, body: 'é' }));
  await upsert(counting, 't', small, { key: 'id' });
  const large = Array.from({ length: 4 }, (_, id) => ({ id, body: 'é'.repeat(200_000) }));
  await upsert(counting, 't', [...large, { id: 4, body: 'x'.repeat(1_900_000) }], { key: 'id' });
  expect(sizes.map(({ length }) => length)).toEqual([1, 3]);
  expect(rows('SELECT count(*) AS n, max(length(body)) AS m FROM t')).toEqual([{ n: 5000, m: 1_900_000 }]);
});

describe('for any rows', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.boolean(),
    fc.constant(null),
    fc.jsonValue().filter((json) => typeof json === 'object'),
  );
  const row = fc.record({ id: fc.integer(), a: value, b: value }, { requiredKeys: ['id'] });

  it('a second time changes nothing, and the values are those that were given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { selector: ({ id }) => id }), async (given) => {
        const { d1, rows } = testDatabase();
        await d1.prepare('CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)').run();
        await upsert(d1 as SqlDatabase, 't', given, { key: 'id' });
        const stored = rows('SELECT id, quote(a) AS a, quote(b) AS b FROM t ORDER BY id');
        await upsert(d1 as SqlDatabase, 't', [...given].reverse(), { key: 'id' });
        expect(rows('SELECT id, quote(a) AS a, quote(b) AS b FROM t ORDER BY id')).toEqual(stored);
        for (const { id, a } of given) {
          if (typeof a === 'string' || typeof a === 'number')
            expect(rows(`SELECT a FROM t WHERE id = ${id}`)).toEqual([{ a: a === 0 ? 0 : a }]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('upsert() refuses before it writes', () => {
  class Made {}
  const none: readonly UpsertRow[] = [];
  it.each<[readonly unknown[], string]>([
    [[{ id: 1 }, { n: 1 }], "row 2 has no 'id', which is part of the key"],
    [[{ id: null }], "row 1 has no 'id'"],
    [[{ id: undefined }], "row 1 has no 'id'"],
    [[{ id: 1, n: undefined }], "row 1 has a value in 'n' that cannot be stored as JSON"],
    [[{ id: 1, n: Number.NaN }], "in 'n'"],
    [[{ id: 1, n: new Date(0) }], "in 'n'"],
    [[{ id: 1, n: new Uint8Array(1) }], "in 'n'"],
    [[{ id: 1, n: new Made() }], "in 'n'"],
    [[{ id: 1, n: { deep: [Number.POSITIVE_INFINITY] } }], "in 'n'"],
    [[{ id: 1, n: 2n ** 63n }], "in 'n'"],
    [[{ id: 1 }, { id: 1, n: 2 }], 'row 2 has the same key as an earlier one: 1'],
    [[{ id: 1, n: 1, N: 2 }], "row 1 has 'N' twice"],
    [[7], 'row 1 is not an object'],
    [[{ id: 1, n: 'x'.repeat(2_000_000) }], 'row 1 takes more than 2000000 bytes'],
  ])('%#', async (rows, fault) => {
    const { d1, content } = testDatabase();
    await d1.prepare('CREATE TABLE t (id INTEGER PRIMARY KEY, n)').run();
    const before = content();
    const error = await failureOf(
      upsert(d1 as SqlDatabase, 't', rows as readonly UpsertRow[], { key: 'id' }),
    );
    expect([error.code, error.message]).toEqual(['UPSERT.INVALID', expect.stringContaining(fault)]);
    expect(content()).toBe(before);
  });

  it.each([{}, { key: [] }, { key: 7 }, undefined, { key: 'id', update: ['n'] }])(
    'options %j',
    async (options) => {
      const { d1 } = testDatabase();
      const error = await failureOf(upsert(d1 as SqlDatabase, 't', none, options as UpsertOptions));
      expect(error.code).toBe('OPTION.INVALID');
    },
  );
});
