import type { FaultRule } from '@roostjs/tests-cloudflare';
import { describe, expect, it } from 'vitest';
import type { RemoteD1Database } from '../../src/remote.ts';
import { aRemote } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();

const write = (db: RemoteD1Database) => db.prepare('INSERT INTO t VALUES (?)').bind(1).run();
const read = (db: RemoteD1Database) => db.prepare('SELECT 1 AS a').first('a');

async function written(): Promise<unknown> {
  return remote.cloudflare.db('app').prepare('SELECT count(*) AS n FROM t').first('n');
}

type Expected = {
  readonly code: string;
  readonly outcome: string;
  /** The rows that exist after the one request to write. */
  readonly rows: number;
  /** The requests of a read that meets the fault each time. */
  readonly attempts: number;
  /** The same for a write; 1 by default. */
  readonly sendings?: number;
};

const faults: readonly (readonly [string, FaultRule, Expected])[] = [
  [
    'drop-before',
    { what: 'drop-before' },
    { code: 'REMOTE.ANSWER_LOST', outcome: 'unknown', rows: 0, attempts: 4 },
  ],
  [
    'drop-mid-request',
    { what: 'drop-mid-request' },
    { code: 'REMOTE.ANSWER_LOST', outcome: 'unknown', rows: 0, attempts: 4 },
  ],
  [
    'drop-after',
    { what: 'drop-after' },
    { code: 'REMOTE.ANSWER_LOST', outcome: 'unknown', rows: 1, attempts: 4 },
  ],
  [
    '429',
    { what: 'status-before', status: 429 },
    { code: 'REMOTE.RATE_LIMITED', outcome: 'not-run', rows: 0, attempts: 4, sendings: 4 },
  ],
  [
    '500',
    { what: 'status-before', status: 500 },
    { code: 'REMOTE.SERVER_FAILED', outcome: 'unknown', rows: 0, attempts: 4 },
  ],
  [
    '503',
    { what: 'status-before', status: 503 },
    { code: 'REMOTE.SERVER_FAILED', outcome: 'unknown', rows: 0, attempts: 4 },
  ],
  [
    '502 after it ran',
    { what: 'status-after', status: 502 },
    { code: 'REMOTE.SERVER_FAILED', outcome: 'unknown', rows: 1, attempts: 4 },
  ],
  [
    '504 after it ran',
    { what: 'status-after', status: 504 },
    { code: 'REMOTE.SERVER_FAILED', outcome: 'unknown', rows: 1, attempts: 4 },
  ],
  [
    'half an answer',
    { what: 'malformed-json' },
    { code: 'REMOTE.ANSWER_UNREADABLE', outcome: 'unknown', rows: 1, attempts: 4 },
  ],
  [
    'rows without end',
    { what: 'endless-body' },
    { code: 'REMOTE.ANSWER_TOO_LONG', outcome: 'unknown', rows: 1, attempts: 1 },
  ],
  [
    'compressed rows without end',
    { what: 'gzip-bomb' },
    { code: 'REMOTE.ANSWER_TOO_LONG', outcome: 'unknown', rows: 1, attempts: 1 },
  ],
  [
    "a proxy's page",
    { what: 'html' },
    { code: 'REMOTE.ANSWER_UNREADABLE', outcome: 'unknown', rows: 0, attempts: 4 },
  ],
  [
    'wrong-token',
    { what: 'wrong-token' },
    { code: 'REMOTE.UNAUTHORIZED', outcome: 'not-run', rows: 0, attempts: 1 },
  ],
  [
    'no-permission',
    { what: 'no-permission' },
    { code: 'REMOTE.FORBIDDEN', outcome: 'not-run', rows: 0, attempts: 1 },
  ],
];

describe.each(faults)('%s', (_name, rule, { code, outcome, rows, attempts, sendings = 1 }) => {
  it('a write is sent again only if it certainly did not run, and its failure says whether it may have run', async () => {
    remote.cloudflare.fail({ ...rule, times: 'always' });
    const failure = await failureOf(() => write(remote.open()));
    expect(failure).toMatchObject({ code, details: { outcome } });
    expect(remote.cloudflare.requests).toHaveLength(sendings);
    expect(await written()).toBe(rows);
  });

  it('a read is sent again if that may help', async () => {
    remote.cloudflare.fail({ ...rule, times: 'always' });
    const failure = await failureOf(() => read(remote.open()));
    expect(failure).toMatchObject({ code, details: { outcome } });
    expect(remote.cloudflare.requests).toHaveLength(attempts);
    expect(remote.waits).toHaveLength(attempts - 1);
  });
});

describe.each(faults.filter(([, , { attempts }]) => attempts > 1))('%s, once', (_name, rule) => {
  it('a read still returns its answer', async () => {
    remote.cloudflare.fail(rule);
    expect(await read(remote.open())).toBe(1);
    expect(remote.cloudflare.requests).toHaveLength(2);
  });
});
