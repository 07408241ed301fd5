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

  it('a wait that would end after 30 seconds is not begun', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 429, retryAfter: 16, times: 'always' });
    expect(await failureOf(read)).toMatchObject({
      code: 'REMOTE.RATE_LIMITED',
      details: { retryAfterMs: 16_000 },
    });
    expect(remote.waits).toEqual([16_000]);
  });

  it('questions for the bookmark and the database are reads too', async () => {
    remote.cloudflare.fail({ what: 'status-before', status: 503, times: 2 });
    await remote.open({ address: { databaseName: 'app' } }).timeTravelBookmark();
    expect(remote.waits).toHaveLength(2);
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
    [null, undefined],
  ])('%j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
