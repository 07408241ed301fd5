// The proxy that the environment names, as wrangler takes it (its main.ts and undici's EnvHttpProxyAgent).

import { type Environment, type Variable, variableIn } from './environment.ts';
import { proxyInvalid } from './errors.ts';

export type Proxy = {
  /** The variable that names it. */
  readonly variable: string;
  /** Of addresses that begin with https, and of those that begin with http. */
  readonly https: string;
  readonly http: string;
  readonly exceptions: string;
};

// The last is how a URL has the one before it.
const loopback = 'localhost,127.0.0.1,::1,[::1]';

/** undefined where none is named. Throws REMOTE.PROXY_INVALID where one is that nothing can be sent through. */
export function proxyIn(env: Environment): Proxy | undefined {
  const http = variableIn(env, ['http_proxy', 'HTTP_PROXY']);
  const https = variableIn(env, ['https_proxy', 'HTTPS_PROXY']);
  for (const named of [https, http]) if (named !== undefined) checkAddress(named);
  const first = https ?? http;
  if (first === undefined) return undefined;
  return {
    variable: first.name,
    https: first.value,
    http: http?.value ?? '',
    exceptions: variableIn(env, ['no_proxy', 'NO_PROXY'])?.value ?? loopback,
  };
}

function checkAddress({ name, value }: Variable): void {
  const url = URL.parse(value);
  // 'proxy:8080' is a URL too, of the protocol 'proxy'; and a lone % in a password is not to be decoded.
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && !/%(?![0-9a-f]{2})/i.test(value);
  if (!isUsable) throw proxyInvalid(name);
}

/** fetch() through the proxy, but for its exceptions. Node's own heeds these variables from 22.21 on, and only if it is told to. */
export async function fetchThrough({ https, http, exceptions }: Proxy): Promise<typeof fetch> {
  const { EnvHttpProxyAgent, fetch: send } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ httpsProxy: https, httpProxy: http, noProxy: exceptions });
  // The same standard, of which Node and undici have types of their own.
  return ((url: string, init: object) => send(url, { ...init, dispatcher })) as unknown as typeof fetch;
}
