// Endless and very long answers: how much of them is read, and the error.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RemoteD1Database } from '../../src/remote.ts';
import { aRemote, maxAnswerBytes } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();
// An upper bound for what is in the buffers at both ends of a connection.
const onItsWay = 8 * 1024 * 1024;

const questions: readonly (readonly [string, (db: RemoteD1Database) => Promise<unknown>])[] = [
  ['a write', (db) => db.prepare('INSERT INTO t VALUES (1)').run()],
  ['a read', (db) => db.prepare('SELECT 1').run()],
  ['a bookmark', (db) => db.timeTravelBookmark()],
  ['a look for the account', (db) => db.locate()],
];

describe.each(['endless-body', 'gzip-bomb'] as const)('%s', (what) => {
  it.each(questions)('of %s is given up, and nothing of it is told', async (title, ask) => {
    const address = title.startsWith('a look') ? { databaseName: 'app' } : undefined;
    const db = remote.open(address === undefined ? {} : { address });
    remote.cloudflare.fail({ what, times: 'always' });
    const failure = await failureOf(() => ask(db));
    expect(failure).toMatchObject({
      code: 'REMOTE.ANSWER_TOO_LONG',
      details: { outcome: 'unknown', status: 200 },
    });
    const shown = inspect(failure, { depth: 10, showHidden: true }) + JSON.stringify(failure);
    expect(shown).not.toMatch(/row 0|somebody/);
    await expect.poll(() => remote.cloudflare.requests.map(({ status }) => status)).toEqual(['dropped']);
    const [request] = remote.cloudflare.requests;
    expect(request?.sent).toBeLessThan(maxAnswerBytes + onItsWay);
  });
});

describe('an answer that is almost as long as one can be', () => {
  it('is read to its end', async () => {
    const row = 'ü'.repeat(500_000);
    await remote.cloudflare.db('app').prepare('INSERT INTO t VALUES (?)').bind(row).run();
    expect(await remote.open().prepare('SELECT a FROM t').first('a')).toBe(row);
  });
});

describe('an answer that drips', () => {
  it('is aborted at the timeout of the request', async () => {
    remote.cloudflare.fail({ what: 'dripping-body', ms: 50 });
    const db = remote.open({ requestTimeoutMs: 300 });
    const failure = await failureOf(() => db.prepare('INSERT INTO t VALUES (1)').run());
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_LOST', details: { outcome: 'unknown' } });
  });
});
