import { describe, expect, it } from 'vitest';
import { openRemoteD1 } from '../../src/remote.ts';
import { aRemote, maxAnswerBytes, openAt, serving } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();
const paths = () =>
  remote.cloudflare.requests.map(({ path }) => path.replace(remote.cloudflare.accountId, '*'));

describe('a database', () => {
  it('sends nothing before it is used', () => {
    remote.open().prepare('SELECT 1');
    expect(paths()).toEqual([]);
  });

  it('that is given by its id is not looked up', async () => {
    const { accountId, databases } = remote.cloudflare;
    const databaseId = databases[0]?.uuid;
    const db = remote.open({ address: { accountId, databaseId } });
    expect(await db.locate()).toEqual({ accountId, databaseId, databaseName: null });
    expect(paths()).toEqual([]);
  });

  it('that is given by its name is looked up once, with the account', async () => {
    const db = remote.open({ address: { databaseName: 'app' } });
    await Promise.all([db.prepare('SELECT 1').run(), db.prepare('SELECT 2').run()]);
    const { accountId, databases } = remote.cloudflare;
    expect(await db.locate()).toEqual({ accountId, databaseId: databases[0]?.uuid, databaseName: 'app' });
    expect(paths().slice(0, 2)).toEqual(['/accounts', '/accounts/*/d1/database/app']);
    expect(paths()).toHaveLength(4);
    expect(remote.cloudflare.requests.every(({ known }) => known)).toBe(true);
  });

  it('is looked up again after a failure', async () => {
    const db = remote.open({ address: { databaseName: 'app' } });
    remote.cloudflare.fail({ what: 'no-permission' });
    await failureOf(() => db.locate());
    expect(await db.locate()).toMatchObject({ databaseName: 'app' });
  });

  it('that does not exist is not found', async () => {
    const db = remote.open({ address: { databaseName: 'no such' } });
    expect(await failureOf(() => db.prepare('SELECT 1').run())).toMatchObject({
      code: 'REMOTE.DATABASE_NOT_FOUND',
      details: { outcome: 'not-run', status: 404, apiCode: 7404 },
    });
  });

  it('must be named', () => {
    expect(() => openRemoteD1({})).toThrow(TypeError);
  });

  it('returns its bookmark', async () => {
    expect(await remote.open().timeTravelBookmark()).toMatch(/^[0-9a-f]{8}-/);
  });

  it('has sessions without a bookmark', async () => {
    const session = remote.open().withSession('first-primary');
    expect(await session.prepare('SELECT 1 AS a').first('a')).toBe(1);
    expect(session.getBookmark()).toBeNull();
  });
});

describe('the account', () => {
  it('of the address comes before that of the environment', async () => {
    const { url, token, accountId } = remote.cloudflare;
    const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_ACCOUNT_ID: 'other' };
    const db = remote.open({ env, address: { accountId, databaseName: 'app' } });
    expect(await db.locate()).toMatchObject({ accountId });
  });

  it.each(['CLOUDFLARE_ACCOUNT_ID', 'CF_ACCOUNT_ID'])('of %s is not asked for', async (name) => {
    const { url, token, accountId } = remote.cloudflare;
    const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token, [name]: accountId };
    const db = remote.open({ env, address: { databaseName: 'app' } });
    expect(await db.locate()).toMatchObject({ accountId });
    expect(paths()).toEqual(['/accounts/*/d1/database/app']);
  });

  it('that the token may not use is forbidden', async () => {
    const db = remote.open({ address: { accountId: 'other', databaseName: 'app' } });
    expect(await failureOf(() => db.locate())).toMatchObject({
      code: 'REMOTE.FORBIDDEN',
      details: { apiCode: 7403 },
    });
  });

  it.each([
    ['none', [], 'REMOTE.ACCOUNT_MISSING'],
    [
      'one of several',
      [
        { id: '1', name: 'Mine' },
        { id: '2', name: 'Yours' },
      ],
      'REMOTE.ACCOUNT_AMBIGUOUS',
    ],
  ])('is rejected if the login has %s', async (_title, result, code) => {
    const url = await serving((_request, response) => {
      response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
    });
    const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: 'x' };
    const limits = { requestTimeoutMs: 20_000, maxAnswerBytes };
    const db = openAt({ address: { databaseName: 'app' }, env, cwd: '/', ...limits });
    const failure = await failureOf(() => db.locate());
    expect(failure.code).toBe(code);
    for (const { id, name } of result) expect(failure.message).toContain(`'${name}' (${id})`);
  });
});
