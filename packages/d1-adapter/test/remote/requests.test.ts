import { describe, expect, it } from 'vitest';
import { openRemoteD1, type RemoteD1Database } from '../../src/remote.ts';
import { aRemote, openElsewhere, serving } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();

const write = (db: RemoteD1Database) => db.prepare('INSERT INTO t VALUES (?)').bind(1).run();

async function written(): Promise<unknown> {
  return remote.cloudflare.db('app').prepare('SELECT count(*) AS n FROM t').first('n');
}

describe('a request', () => {
  it('that takes too long is aborted, although it may run', async () => {
    remote.cloudflare.fail({ what: 'slow', ms: 60_000 });
    const failure = await failureOf(() => write(remote.open({ requestTimeoutMs: 200 })));
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_LOST', details: { outcome: 'unknown' } });
    expect(remote.cloudflare.requests).toHaveLength(1);
  });

  // Each was once reported as a lost answer and a write that may have run, although nothing had been sent.
  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'has no limit of %d ms',
    (requestTimeoutMs) => {
      expect(() => openRemoteD1({ databaseId: 'app', requestTimeoutMs })).toThrow(
        /^requestTimeoutMs must be a whole number/,
      );
    },
  );

  it.each([{}, { databaseId: '' }, { databaseName: '' }])('is for a database, and not for %j', (address) => {
    expect(() => openRemoteD1(address)).toThrow('openRemoteD1() needs a databaseId or a databaseName.');
  });

  it('that writes anywhere in a batch is sent once', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 503 });
    const db = remote.open();
    await failureOf(() =>
      db.batch([db.prepare('SELECT 1'), db.prepare('DELETE FROM t'), db.prepare('SELECT 2')]),
    );
    expect(remote.cloudflare.requests).toHaveLength(1);
  });

  it('for a batch, for several statements and for exec is one', async () => {
    const db = remote.open();
    await db.batch([
      db.prepare('INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)'),
      db.prepare('SELECT 1'),
    ]);
    await db.exec('INSERT INTO t VALUES (3)\nINSERT INTO t VALUES (4)');
    expect(remote.cloudflare.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['raw', 'raw']);
    expect(await written()).toBe(4);
  });

  it('is not sent for a text without SQL', async () => {
    const db = remote.open();
    await expect(db.batch([])).rejects.toThrow('D1_ERROR: No SQL statements detected.');
    await expect(db.prepare('/* nothing */').run()).rejects.toThrow('SQL code did not contain a statement.');
    expect(remote.cloudflare.requests).toHaveLength(0);
  });

  it('that fails at its commit has an unknown fate', async () => {
    await remote.cloudflare.add('deferred');
    const db = remote.open({ address: { accountId: remote.cloudflare.accountId, databaseName: 'deferred' } });
    await db.prepare('CREATE TABLE p (id INTEGER PRIMARY KEY)').run();
    await db.prepare('CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)').run();
    const failure = await failureOf(() => db.prepare('INSERT INTO c VALUES (1)').run());
    expect(failure).toMatchObject({
      code: 'REMOTE.SERVER_FAILED',
      details: { outcome: 'unknown', status: 500 },
    });
  });
});

describe('a read whose answer D1 itself lost', () => {
  it('is sent again', async () => {
    let requests = 0;
    const url = await serving((_request, response) => {
      requests += 1;
      const errors = [{ code: 7500, message: 'Network connection lost.' }];
      response.writeHead(400).end(JSON.stringify({ success: false, errors }));
    });
    const db = openElsewhere(url, 'token');
    await expect(db.prepare('SELECT 1').run()).rejects.toThrow('D1_ERROR: Network connection lost.');
    expect(requests).toBe(4);
    await expect(db.prepare('DELETE FROM t').run()).rejects.toThrow('D1_ERROR: Network connection lost.');
    expect(requests).toBe(5);
  });
});

describe('wrong SQL', () => {
  it("is reported with D1's message and the API's code", async () => {
    const failure = await remote
      .open()
      .prepare('SELEC 1')
      .run()
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      message: 'D1_ERROR: near "SELEC": syntax error at offset 0: SQLITE_ERROR',
      cause: { message: 'near "SELEC": syntax error at offset 0: SQLITE_ERROR', code: 7500 },
    });
  });

  it('in a batch undoes the rest of it', async () => {
    const db = remote.open();
    const batch = [db.prepare('INSERT INTO t VALUES (1)'), db.prepare('SELECT ?').bind(1, 2)];
    await expect(db.batch(batch)).rejects.toMatchObject({ statementIndex: 1 });
    expect(await written()).toBe(0);
  });
});
