// HTTPS_PROXY, HTTP_PROXY and NO_PROXY, with a proxy that opens tunnels (CONNECT) and records them.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { proxyIn } from '../../src/remote/proxy.ts';
import { aRemote, closedAddress } from '../support/cloudflare.ts';
import { failureOf } from '../support/failure.ts';

const remote = aRemote();

type ProxyServer = { readonly url: string; readonly asked: { target: string; authorization?: string }[] };

/** A proxy that runs until the test ends; if a status is given, it refuses with that. */
async function aProxy(status?: number): Promise<ProxyServer> {
  const asked: ProxyServer['asked'] = [];
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on('connect', (request, client, head) => {
    const authorization = request.headers['proxy-authorization'];
    asked.push({ target: request.url ?? '', ...(authorization === undefined ? {} : { authorization }) });
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    onTestFinished(() => void client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

// The stand-in is on loopback, which is an exception by default.
function openThrough(variables: Readonly<Record<string, string>>) {
  const { url, token } = remote.cloudflare;
  const env = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: token, NO_PROXY: 'example.com' };
  return remote.open({ env: { ...env, ...variables } });
}

const hostOfApi = () => new URL(remote.cloudflare.url).host;

describe('a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    'of %s is what every request for an http address goes through, if it holds for that',
    async (variable) => {
      const proxy = await aProxy();
      const db = openThrough({ [variable]: proxy.url });
      expect(await db.prepare('SELECT 1 AS a').first('a')).toBe(1);
      await db.timeTravelBookmark();
      const holds = variable.toLowerCase() === 'http_proxy';
      expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(holds ? [hostOfApi()] : []));
      expect(remote.cloudflare.requests).toHaveLength(2);
    },
  );

  it.each(['HTTPS_PROXY', 'HTTP_PROXY'])(
    'of %s is what a request for an https address goes through',
    async (variable) => {
      const proxy = await aProxy(403);
      const db = openThrough({ [variable]: proxy.url, CLOUDFLARE_API_BASE_URL: 'https://api.test.invalid' });
      const failure = await failureOf(() => db.prepare('DELETE FROM t').run());
      expect(failure).toMatchObject({
        code: 'REMOTE.PROXY_FAILED',
        details: { outcome: 'not-run', variable },
      });
      expect(proxy.asked).toEqual([{ target: 'api.test.invalid:443' }]);
    },
  );

  it('receives the credentials of its address', async () => {
    const proxy = await aProxy();
    const url = proxy.url.replace('//', '//somebody:s%40cret@');
    expect(await openThrough({ HTTP_PROXY: url }).prepare('SELECT 1 AS a').first('a')).toBe(1);
    const authorization = `Basic ${Buffer.from('somebody:s@cret').toString('base64')}`;
    expect(proxy.asked).toEqual([{ target: hostOfApi(), authorization }]);
  });

  it.each([
    [{}, true],
    [{ NO_PROXY: '127.0.0.1' }, false],
    [{ NO_PROXY: 'example.com, 127.0.0.1' }, false],
    [{ NO_PROXY: '*' }, false],
    [{ no_proxy: '127.0.0.1', NO_PROXY: 'example.com' }, false],
    [{ NO_PROXY: '' }, false],
    [{ NO_PROXY: '127.0.0.1:1' }, true],
  ])('is used except for what NO_PROXY names: %j', async (variables, isUsed) => {
    const proxy = await aProxy();
    const db = openThrough({ HTTP_PROXY: proxy.url, ...variables });
    expect(await db.prepare('SELECT 1 AS a').first('a')).toBe(1);
    expect(proxy.asked).toHaveLength(isUsed ? 1 : 0);
  });

  it.each([403, 407, 502])(
    'that refuses with status %i means that nothing ran, and is named',
    async (status) => {
      const proxy = await aProxy(status);
      const url = proxy.url.replace('//', '//somebody:s3cret@');
      const failure = await failureOf(() => openThrough({ http_proxy: url }).prepare('DELETE FROM t').run());
      expect(failure).toMatchObject({ code: 'REMOTE.PROXY_FAILED', details: { outcome: 'not-run' } });
      expect(failure.message).toBe(
        `The proxy of http_proxy did not connect to '${hostOfApi()}': it answered with status ${status}.`,
      );
      expect(JSON.stringify(failure)).not.toContain('s3cret');
      expect(remote.cloudflare.requests).toEqual([]);
    },
  );

  it('that is unreachable means that nothing ran, and nothing bypasses it', async () => {
    const db = openThrough({ HTTP_PROXY: await closedAddress() });
    const failure = await failureOf(() => db.prepare('DELETE FROM t').run());
    expect(failure).toMatchObject({ code: 'REMOTE.UNREACHABLE', details: { outcome: 'not-run' } });
    expect(remote.cloudflare.requests).toEqual([]);
  });

  it.each([
    ['HTTPS_PROXY', 'proxy.example:8080'],
    ['HTTP_PROXY', 'socks5://127.0.0.1:1080'],
    ['https_proxy', 'not an address'],
    ['http_proxy', 'http://somebody:s3cret%@127.0.0.1:1'],
  ])(
    'of %s that nothing can be sent through is refused ahead of any request: %s',
    async (variable, value) => {
      const db = openThrough({ [variable]: value });
      for (const work of [() => db.prepare('SELECT 1').run(), () => db.timeTravelBookmark()]) {
        const failure = await failureOf(work);
        expect(failure).toMatchObject({ code: 'REMOTE.PROXY_INVALID', details: { variable } });
        expect(JSON.stringify(failure)).not.toContain('s3cret');
      }
      expect(remote.cloudflare.requests).toEqual([]);
    },
  );
});

describe('the variables', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '', http_proxy: '' }, undefined],
    [{ ALL_PROXY: 'http://a' }, undefined],
    [{ https_proxy: '', HTTPS_PROXY: 'http://b' }, ['http://b', '']],
    [{ https_proxy: 'http://a', HTTPS_PROXY: 'http://b', HTTP_PROXY: 'http://c' }, ['http://a', 'http://c']],
    [{ HTTP_PROXY: 'http://c' }, ['http://c', 'http://c']],
  ])('%j', (env, expected) => {
    const proxy = proxyIn(env);
    expect(proxy === undefined ? undefined : [proxy.https, proxy.http]).toEqual(expected);
  });
});
