// The proxy that the environment names, read as in wrangler (its main.ts and undici's EnvHttpProxyAgent).

import { type Environment, type Variable, variableIn } from './environment.ts';
import { proxyInvalid } from './errors.ts';

export type Proxy = {
  /** The variable that names it. */
  readonly variable: string;
  /** The proxies for https and for http addresses. */
  readonly https: string;
  readonly http: string;
  readonly exceptions: string;
};

// `[::1]` is how a URL writes `::1`.
const loopback = 'localhost,127.0.0.1,::1,[::1]';

/** The proxy, or undefined if none is set. Throws REMOTE.PROXY_INVALID if its address is invalid. */
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
  // 'proxy:8080' is also a URL, with the protocol 'proxy'. A lone % in a password cannot be decoded.
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && !/%(?![0-9a-f]{2})/i.test(value);
  if (!isUsable) throw proxyInvalid(name);
}

/**
 * fetch() through the proxy, except for its exceptions. Node's own reads these variables only since 22.21, and
 * opt-in.
 */
export async function fetchThrough({ https, http, exceptions }: Proxy): Promise<typeof fetch> {
  const { EnvHttpProxyAgent, fetch: send } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ httpsProxy: https, httpProxy: http, noProxy: exceptions });
  // Node and undici have separate types for the same standard.
  return ((url: string, init: object) => send(url, { ...init, dispatcher })) as unknown as typeof fetch;
}
