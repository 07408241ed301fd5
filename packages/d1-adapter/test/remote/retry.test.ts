import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/remote/retry-after.ts';
import { aRemote } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();
const read = () => remote.open().prepare('SELECT 1 AS a').first('a');

describe('between two attempts', () => {
  it('the wait doubles', async () => {
    remote.cloudflare.fail({ what: 'drop-before', times: 3 });
    expect(await read()).toBe(1);
    expect(remote.waits).toEqual([375, 750, 1500]);
  });

  it('the wait is the one that the API asks for', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter: 7 });
    expect(await read()).toBe(1);
    expect(remote.waits).toEqual([7000]);
  });

  it('a wait that would end after 30 seconds does not begin', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter: 16, times: 'always' });
    expect(await failureOf(read)).toMatchObject({
      code: 'REMOTE.RATE_LIMITED',
      details: { retryAfterMs: 16_000 },
    });
    expect(remote.waits).toEqual([16_000]);
  });

  it('requests for the bookmark and the database are reads too', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 503, times: 2 });
    await remote.open({ address: { databaseName: 'app' } }).timeTravelBookmark();
    expect(remote.waits).toHaveLength(2);
  });
});

describe('a wait that the API asks for', () => {
  const write = () => remote.open().prepare('INSERT INTO t VALUES (1)').run();

  it.each(['-5', '0.5', '0', 'Wed, 31 Dec 2025 23:00:00 GMT', 'soon', '1e9', '7, 8', ''])(
    'as %j is at least the own one',
    async (retryAfter) => {
      remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter, times: 2 });
      expect(await read()).toBe(1);
      expect(remote.waits).toEqual([375, 750]);
    },
  );

  it.each([
    ['3600', 'Wait 3600 seconds'],
    ['9'.repeat(400), 'Wait for more than a day'],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 'Wait for more than a day'],
  ])('as %s is reported without waiting', async (retryAfter, told) => {
    for (const work of [read, write]) {
      remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter });
      const failure = await failureOf(work);
      expect(failure).toMatchObject({ code: 'REMOTE.RATE_LIMITED', hint: expect.stringContaining(told) });
      expect(JSON.parse(JSON.stringify(failure)).details.retryAfterMs).toEqual(expect.any(Number));
    }
    expect(remote.waits).toEqual([]);
    expect(remote.cloudflare.requests).toHaveLength(2);
  });

  it('applies to a write too, which has not run', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter: 7 });
    await write();
    expect(remote.waits).toEqual([7000]);
    expect(await remote.cloudflare.db('app').prepare('SELECT count(*) AS n FROM t').first('n')).toBe(1);
  });

  it('is reported for a server that failed', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 503, retryAfter: 90 });
    expect((await failureOf(read)).hint).toContain('Wait 90 seconds');
    expect(remote.waits).toEqual([]);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1);

  it.each([
    ['12', 12_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['0.5', undefined],
    ['0x10', undefined],
    ['2027', 2_027_000],
    ['January 2027', undefined],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    [null, undefined],
  ])('%j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
