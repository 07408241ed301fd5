// Who may ask: an API token, or the global key with its email. It also says what of them may be written down.

import type { IncomingHttpHeaders } from 'node:http';
import { type ApiError, malformedToken, missingCredentials } from './errors.ts';

export type Credentials = {
  readonly token: string;
  readonly email: string;
  readonly key: string;
};

/** Throws Cloudflare's refusal unless the headers carry these credentials; `wrong` is the one for others than these. */
export function checkCredentials(
  headers: IncomingHttpHeaders,
  credentials: Credentials,
  wrong: () => ApiError,
): void {
  const { authorization, 'x-auth-email': email, 'x-auth-key': key } = headers;
  if (authorization === undefined) {
    if (email === undefined || key === undefined) throw missingCredentials();
    if (email !== credentials.email || key !== credentials.key) throw wrong();
    return;
  }
  const token = /^Bearer (?<token>[\w.~+/=-]{40,})$/.exec(authorization)?.groups?.['token'];
  if (token === undefined) throw malformedToken();
  if (token !== credentials.token) throw wrong();
}

/** The headers without the values of secrets. */
export function withoutSecrets(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => {
      if (name === 'authorization') return [name, String(value).replace(/(?<= ).*/, '(hidden)')];
      return [name, name === 'x-auth-key' ? '(hidden)' : String(value)];
    }),
  );
}
