// The insights of a database, over GraphQL: what they hold, and how the API refuses them.
import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteD1Database } from '../../src/remote/database.ts';
import { aRemote, openElsewhere, serving } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();
afterEach(() => remote.cloudflare.behave({ readsAnalytics: true }));

const until = new Date('2026-12-01T12:00:00Z');
const period = { since: new Date('2026-11-01T00:00:00Z'), until, limit: 2 };

describe('insights', () => {
  it('are the statements that ran, the most frequent first, up to the limit', async () => {
    remote.cloudflare.ran('app', [
      { query: 'SELECT 1', count: 1 },
      { query: 'SELECT 2', count: 20 },
      { query: '', count: 10 },
    ]);
    expect(await remote.open().insights(period)).toEqual([{ sql: 'SELECT 2', calls: 20 }]);
    const everything = { ...period, limit: 10 };
    expect(await remote.open().insights(everything)).toEqual([
      { sql: 'SELECT 2', calls: 20 },
      { sql: 'SELECT 1', calls: 1 },
    ]);
  });

  it('are asked for again after a failure that passes', async () => {
    remote.cloudflare.ran('app', []);
    remote.cloudflare.fail({ what: 'status-before', status: 503, when: { path: '/graphql' } });
    expect(await remote.open().insights(period)).toEqual([]);
    expect(remote.waits).toHaveLength(1);
  });

  it.each([
    ['by GraphQL, with status 200', () => remote.cloudflare.behave({ readsAnalytics: false })],
    ['by its status', () => remote.cloudflare.fail({ what: 'no-permission', when: { path: '/graphql' } })],
  ])('that the login may not read are refused %s', async (_title, refuse) => {
    refuse();
    const failure = await failureOf(() => remote.open().insights(period));
    expect(failure).toMatchObject({
      code: 'REMOTE.FORBIDDEN',
      hint: expect.stringContaining('Account Analytics > Read'),
      details: { outcome: 'not-run' },
    });
    expect(remote.waits).toEqual([]);
  });

  it('of a period that is too long are refused', async () => {
    const since = new Date('2026-01-01T00:00:00Z');
    expect(await failureOf(() => remote.open().insights({ ...period, since }))).toMatchObject({
      code: 'REMOTE.REFUSED',
    });
  });

  it('need a login', async () => {
    const { url, accountId } = remote.cloudflare;
    const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: '0'.repeat(40) };
    const db = remote.open({ env, address: { accountId, databaseId: 'b' } });
    expect(await failureOf(() => db.insights(period))).toMatchObject({ code: 'REMOTE.UNAUTHORIZED' });
  });

  it.each([
    ['{"data":null,"errors":null}', 'it has neither "data" nor "errors"'],
    ['{"data":{"viewer":{"accounts":[]}}}', 'it has no list of queries'],
    [
      '{"data":{"viewer":{"accounts":[{"d1QueriesAdaptiveGroups":[{"count":"1"}]}]}}}',
      'it has no list of queries',
    ],
    ['[]', 'it has no "success" field'],
  ])('in the answer %s are unreadable', async (body, problem) => {
    const url = await serving((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
    const failure = await failureOf(() => openElsewhere(url, 'token').insights(period));
    expect(failure).toMatchObject({ code: 'REMOTE.ANSWER_UNREADABLE', details: { problem } });
  });

  it('do not show the token that a message repeats', async () => {
    const url = await serving((_request, response) => {
      response.end('{"data":null,"errors":[{"message":"the token s3cr3t-token may not"}]}');
    });
    const db: RemoteD1Database = openElsewhere(url, 's3cr3t-token');
    const failure = await failureOf(() => db.insights(period));
    expect(JSON.stringify([failure, String(failure)])).not.toContain('s3cr3t');
  });
});
