import { describe, expect, it } from 'vitest';
import { aClient, refusalOf, resultOf } from './support/client.ts';

const client = aClient();

describe('query and raw', () => {
  it('gives the rows of each statement as objects, with what D1 tells of it', async () => {
    const uuid = client.database();
    const reply = await client.post(uuid, {
      sql: "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, x'0102'); SELECT * FROM t",
    });
    expect(JSON.parse(reply.text)).toMatchObject({ success: true, errors: [], messages: [] });
    expect(resultOf(reply)).toMatchObject([
      { results: [], success: true, meta: { changed_db: true } },
      { results: [], success: true, meta: { changes: 1, last_row_id: 1, rows_written: 1 } },
      { results: [{ a: 1, b: [1, 2] }], success: true, meta: { changed_db: false, rows_read: 1 } },
    ]);
  });

  it('gives the names of all columns from raw, also of equal names and of no rows', async () => {
    const uuid = client.database();
    const batch = [{ sql: 'SELECT 1 AS a, 2 AS a' }, { sql: 'SELECT 1 AS a, 2 AS b WHERE 0' }];
    expect(resultOf(await client.post(uuid, { batch }, 'raw'))).toMatchObject([
      { results: { columns: ['a', 'a'], rows: [[1, 2]] } },
      { results: { columns: ['a', 'b'], rows: [] } },
    ]);
    expect(resultOf(await client.post(uuid, { batch }))).toMatchObject([
      { results: [{ a: 2 }] },
      { results: [] },
    ]);
  });

  it('binds the values of each statement of a batch', async () => {
    const batch = [
      { sql: 'CREATE TABLE t (a)' },
      { sql: 'INSERT INTO t VALUES (?)', params: ['one'] },
      { sql: 'INSERT INTO t VALUES (?)', params: [null] },
      { sql: 'INSERT INTO t VALUES (?)', params: [[1, 255]] },
      { sql: 'SELECT a, typeof(a) AS type FROM t' },
    ];
    expect(resultOf(await client.post(client.database(), { batch }))).toMatchObject([
      {},
      {},
      {},
      {},
      {
        results: [
          { a: 'one', type: 'text' },
          { a: null, type: 'null' },
          { a: [1, 255], type: 'blob' },
        ],
      },
    ]);
  });

  it('takes everything back when a statement of a batch fails', async () => {
    const uuid = client.database();
    const batch = [{ sql: 'CREATE TABLE t (a)' }, { sql: 'INSERT INTO nope VALUES (1)' }];
    expect(refusalOf(await client.post(uuid, { batch }))).toEqual([
      400,
      7500,
      'no such table: nope: SQLITE_ERROR',
    ]);
    expect(await client.tables(uuid)).toEqual([]);
  });

  it('takes everything back when a statement of a text fails', async () => {
    const uuid = client.database();
    const reply = await client.post(uuid, { sql: 'CREATE TABLE t (a); SELEC' });
    expect(refusalOf(reply)).toEqual([400, 7500, 'near "SELEC": syntax error at offset 0: SQLITE_ERROR']);
    expect(await client.tables(uuid)).toEqual([]);
  });

  it('takes everything back when the commit itself fails', async () => {
    const uuid = client.database();
    const sql =
      'PRAGMA defer_foreign_keys = on; CREATE TABLE p (id PRIMARY KEY); CREATE TABLE c (p REFERENCES p); INSERT INTO c VALUES (1)';
    expect(refusalOf(await client.post(uuid, { sql }))).toEqual([
      500,
      7500,
      // workerd keeps to itself what failed.
      expect.stringMatching(/^internal error; reference = \w+/),
    ]);
    expect(await client.tables(uuid)).toEqual([]);
  });

  it('keeps its databases apart, also one that is added later', async () => {
    const uuid = client.database();
    const added = await client.cloudflare.add('added');
    await client.post(added.uuid, { sql: 'CREATE TABLE only_here (a)' });
    expect(await client.tables(added.uuid)).toEqual(['only_here']);
    expect(await client.tables(uuid)).toEqual([]);
    expect(client.cloudflare.databases).toContainEqual(added);
  });

  it('shows direct writes through the API', async () => {
    const uuid = client.database();
    await client.cloudflare.db(uuid).exec('CREATE TABLE t (a)');
    expect(resultOf(await client.post(uuid, { sql: 'SELECT count(*) AS n FROM t' }))).toMatchObject([
      { results: [{ n: 0 }] },
    ]);
  });
});

describe('what is not SQL', () => {
  it('lists databases and finds one by its name and by its uuid', async () => {
    const { accountId, databases } = client.cloudflare;
    const path = `/accounts/${accountId}/d1/database`;
    expect(resultOf(await client.send('GET', path))).toHaveLength(databases.length);
    const [first] = databases;
    expect(resultOf(await client.send('GET', `${path}?name=${first?.name}`))).toMatchObject([first]);
    expect(resultOf(await client.send('GET', `${path}/${first?.uuid}`))).toMatchObject({
      ...first,
      version: 'production',
    });
    expect(resultOf(await client.send('GET', `${path}/${first?.name}?fields=uuid,name`))).toEqual(first);
  });

  it('moves the bookmark on with each commit and only then', async () => {
    const uuid = client.database();
    const path = `/accounts/${client.cloudflare.accountId}/d1/database/${uuid}/time_travel/bookmark`;
    const bookmark = async () => resultOf(await client.send('GET', path));
    const before = await bookmark();
    await client.post(uuid, { sql: 'SELECT 1' });
    await client.post(uuid, { sql: 'CREATE TABLE t (a); SELEC' });
    expect(await bookmark()).toEqual(before);
    await client.post(uuid, { sql: 'CREATE TABLE t (a)' });
    expect(await bookmark()).not.toEqual(before);
    expect(resultOf(await client.send('GET', `${path}?timestamp=2001-01-01T00:00:00Z`))).toEqual(before);
  });

  it('does not pretend to restore', async () => {
    const uuid = client.database();
    const path = `/accounts/${client.cloudflare.accountId}/d1/database/${uuid}/time_travel/restore`;
    expect(refusalOf(await client.send('POST', path))).toEqual([
      501,
      7501,
      'time_travel/restore is not supported here',
    ]);
  });

  it('tells whose token it is', async () => {
    const { accountId, email } = client.cloudflare;
    expect(resultOf(await client.send('GET', '/accounts'))).toMatchObject([{ id: accountId }]);
    expect(resultOf(await client.send('GET', '/memberships'))).toMatchObject([
      { account: { id: accountId } },
    ]);
    expect(resultOf(await client.send('GET', '/user'))).toMatchObject({ email });
    expect(resultOf(await client.send('GET', '/user/tokens/verify'))).toMatchObject({ status: 'active' });
  });
});
