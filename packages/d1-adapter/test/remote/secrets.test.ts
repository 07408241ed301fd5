// No failure shows a secret, even if a server or a process repeats it.
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { aRemote, closedAddress, openElsewhere, serving } from '../support/cloudflare.ts';
import { testFolder } from '../support/folder.ts';

const remote = aRemote();
const secret = 'S3cret/+token=0123456789abcdefghijklmnopq';

function expectNoSecret(thrown: unknown): void {
  if (!(thrown instanceof Error)) throw new Error('It was expected to fail.');
  const shown = [
    inspect(thrown, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
    JSON.stringify(thrown),
    String(thrown.stack),
    String(thrown.cause),
  ].join('\n');
  const { token, key, email } = remote.cloudflare;
  for (const known of [secret, encodeURIComponent(secret), token, key, email])
    expect(shown).not.toContain(known);
}

const failing = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('a failure shows no secret', () => {
  it.each([
    'drop-before',
    'drop-mid-request',
    'drop-after',
    'malformed-json',
    'html',
    'wrong-token',
    'no-permission',
  ] as const)('%s', async (what) => {
    for (const env of environments()) {
      remote.cloudflare.fail({ what });
      expectNoSecret(await failing(remote.open({ env }).prepare('INSERT INTO t VALUES (1)').run()));
    }
  });

  it.each([429, 500] as const)('status %i', async (status) => {
    for (const env of environments()) {
      remote.cloudflare.fail({ what: 'status-before', status, times: 'always' });
      expectNoSecret(await failing(remote.open({ env }).prepare('INSERT INTO t VALUES (1)').run()));
      remote.cloudflare.clearFaults();
    }
  });

  it.each([
    ['a refusal', 400, 'application/json'],
    ['a refusal of the SQL', 400, 'sql'],
    ['a failure', 500, 'application/json'],
    ['a refused login', 401, 'application/json'],
    ['a page', 502, 'text/html'],
    ['a content type', 200, `text/${secret}`],
  ])('%s that repeats it', async (_title, status, contentType) => {
    const url = await serving((request, response) => {
      const message = `You sent ${request.headers.authorization} and ${encodeURIComponent(secret)}`;
      const code = contentType === 'sql' ? 7500 : 1;
      const body = contentType.startsWith('text')
        ? `<p>${message}</p>`
        : JSON.stringify({ success: false, errors: [{ code, message }] });
      response.writeHead(status, { 'content-type': contentType }).end(body);
    });
    expectNoSecret(await failing(openElsewhere(url, secret).prepare('DELETE FROM t').run()));
  });

  it('a port that is closed', async () => {
    const db = openElsewhere(await closedAddress(), secret);
    expectNoSecret(await failing(db.prepare('DELETE FROM t').run()));
  });

  it('an address with a password', async () => {
    const db = openElsewhere(`http://user:${encodeURIComponent(secret)}@127.0.0.1:1`, secret);
    expectNoSecret(await failing(db.prepare('DELETE FROM t').run()));
  });

  it('a token that is invalid in a header', async () => {
    expectNoSecret(
      await failing(openElsewhere('http://127.0.0.1:1', `${secret}\n${secret}`).prepare('SELECT 1').run()),
    );
  });

  it('a wrangler that prints it and fails', async () => {
    const script = `console.log(process.env.SECRET); console.error('refused ' + process.env.SECRET); process.exitCode = 1`;
    const folder = testFolder({
      'node_modules/wrangler/bin/wrangler.js': script,
    });
    const env = { CLOUDFLARE_API_BASE_URL: remote.cloudflare.url, SECRET: secret };
    expectNoSecret(await failing(remote.open({ env, cwd: folder }).prepare('SELECT 1').run()));
  });
});

function environments(): readonly Readonly<Record<string, string>>[] {
  const { url, token, key, email } = remote.cloudflare;
  return [
    { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token },
    { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_KEY: key, CLOUDFLARE_EMAIL: email },
  ];
}
