// Credentials from the environment or from wrangler's output, and the headers that carry them.

import { cloudflareVariable, type Environment } from './environment.ts';
import { loginUnreadable } from './login-errors.ts';
import { type Redact, redactorOf } from './redact.ts';

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string; readonly email: string };

/** The headers that carry a login, and a function that removes its secrets from a text. */
export type Login = { readonly headers: Readonly<Record<string, string>>; readonly redact: Redact };

/** Those of the environment, as in wrangler: the global key with its email takes precedence over a token. */
export function environmentCredentials(env: Environment): Credentials | undefined {
  const key = cloudflareVariable(env, 'API_KEY');
  const email = cloudflareVariable(env, 'EMAIL');
  if (key !== undefined && email !== undefined) return { kind: 'key', key, email };
  const token = cloudflareVariable(env, 'API_TOKEN');
  return token === undefined ? undefined : { kind: 'token', token };
}

/** Those in the parsed output of `wrangler auth token --json`, or undefined if it has another shape. */
export function parseCredentials(printed: unknown): Credentials | undefined {
  if (typeof printed !== 'object' || printed === null) return undefined;
  const { token, key, email } = printed as Readonly<Record<string, unknown>>;
  if (isText(token)) return { kind: 'token', token };
  return isText(key) && isText(email) ? { kind: 'key', key, email } : undefined;
}

/** Throws REMOTE.LOGIN_UNREADABLE if a secret cannot be in an HTTP header. */
export function createLogin(credentials: Credentials): Login {
  const { headers, secrets } = headersFor(credentials);
  // fetch() would show the secret in its error.
  if (secrets.some((secret) => !/^[\x21-\x7e]+$/.test(secret))) {
    throw loginUnreadable(
      'its token, key or email has a space, a line break or another character that is invalid in a header',
    );
  }
  return { headers, redact: redactorOf(secrets) };
}

type HeadersAndSecrets = { readonly headers: Login['headers']; readonly secrets: readonly string[] };

function headersFor(credentials: Credentials): HeadersAndSecrets {
  if (credentials.kind === 'token') {
    const token = credentials.token.trim();
    return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
  }
  const [key, email] = [credentials.key.trim(), credentials.email.trim()];
  return { headers: { 'x-auth-key': key, 'x-auth-email': email }, secrets: [key, email] };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
