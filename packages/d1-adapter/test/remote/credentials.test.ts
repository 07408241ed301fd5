import { describe, expect, it } from 'vitest';
import { apiBaseUrl } from '../../src/remote/environment.ts';
import { aRemote } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();

/** The login headers of the one request that is sent with this environment. */
async function loginHeaders(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const db = remote.open({ env: { CLOUDFLARE_API_BASE_URL: remote.cloudflare.url, ...env } });
  await db.prepare('SELECT 1').run();
  const [{ headers } = { headers: {} }] = remote.cloudflare.requests;
  return Object.keys(headers)
    .filter((name) => /^(?:authorization|x-auth-.*)$/.test(name))
    .sort();
}

describe('the login', () => {
  it('is the token of the environment', async () => {
    const { token } = remote.cloudflare;
    expect(await loginHeaders({ CLOUDFLARE_API_TOKEN: token })).toEqual(['authorization']);
  });

  it('is the key with its email before the token', async () => {
    const { key, email } = remote.cloudflare;
    const env = { CLOUDFLARE_API_KEY: key, CLOUDFLARE_EMAIL: email, CLOUDFLARE_API_TOKEN: 'not used' };
    expect(await loginHeaders(env)).toEqual(['x-auth-email', 'x-auth-key']);
  });

  it('is the token if the key has no email', async () => {
    const { key, token } = remote.cloudflare;
    const env = { CLOUDFLARE_API_KEY: key, CLOUDFLARE_EMAIL: '', CLOUDFLARE_API_TOKEN: token };
    expect(await loginHeaders(env)).toEqual(['authorization']);
  });

  it('may be in the older variables', async () => {
    const { key, email, token } = remote.cloudflare;
    expect(await loginHeaders({ CF_API_TOKEN: token })).toEqual(['authorization']);
    remote.cloudflare.forget();
    expect(await loginHeaders({ CF_API_KEY: key, CF_EMAIL: email })).toEqual(['x-auth-email', 'x-auth-key']);
  });

  it('may end in a line break, as files do', async () => {
    expect(await loginHeaders({ CLOUDFLARE_API_TOKEN: `${remote.cloudflare.token}\n` })).toEqual([
      'authorization',
    ]);
  });

  it.each([
    ['two lines', 'a\nb'],
    ['a character beyond ASCII', 'tökén'],
  ])('of %s is refused without being shown', async (_title, token) => {
    const env = { CLOUDFLARE_API_BASE_URL: remote.cloudflare.url, CLOUDFLARE_API_TOKEN: token };
    const failure = await failureOf(() => remote.open({ env }).prepare('SELECT 1').run());
    expect(failure.code).toBe('REMOTE.LOGIN_UNREADABLE');
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  it('that Cloudflare does not know is not accepted', async () => {
    const env = { CLOUDFLARE_API_BASE_URL: remote.cloudflare.url, CLOUDFLARE_API_TOKEN: 'x'.repeat(40) };
    const db = remote.open({ env });
    expect(await failureOf(() => db.prepare('SELECT 1').run())).toMatchObject({
      code: 'REMOTE.UNAUTHORIZED',
    });
    const unnamed = remote.open({ env, address: { databaseName: 'app' } });
    expect(await failureOf(() => unnamed.locate())).toMatchObject({
      code: 'REMOTE.UNAUTHORIZED',
      details: { status: 403, apiCode: 9109 },
    });
  });

  it('that is not a token is not accepted, with the whole message of Cloudflare', async () => {
    const env = { CLOUDFLARE_API_BASE_URL: remote.cloudflare.url, CLOUDFLARE_API_TOKEN: 'short' };
    expect(await failureOf(() => remote.open({ env }).prepare('SELECT 1').run())).toMatchObject({
      code: 'REMOTE.UNAUTHORIZED',
      details: { status: 400, apiCode: 6003, apiMessage: expect.stringContaining('Invalid format') },
    });
  });
});

describe('the address of the API', () => {
  it.each([
    [{}, 'https://api.cloudflare.com/client/v4'],
    [{ CLOUDFLARE_COMPLIANCE_REGION: 'fedramp_high' }, 'https://api.fed.cloudflare.com/client/v4'],
    [{ CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:1/v4/' }, 'http://127.0.0.1:1/v4'],
    [{ CF_API_BASE_URL: 'http://127.0.0.1:1/v4' }, 'http://127.0.0.1:1/v4'],
  ])('%j', (env, expected) => {
    expect(apiBaseUrl(env)).toBe(expected);
  });

  it.each(['nonsense', 'ftp://127.0.0.1/', 'https://user:password@127.0.0.1/'])(
    '%s is refused',
    async (url) => {
      const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: 'x' };
      const failure = await failureOf(() => remote.open({ env }).prepare('SELECT 1').run());
      expect(failure.code).toBe('REMOTE.UNREACHABLE');
      expect(JSON.stringify(failure)).not.toContain('password');
    },
  );
});
