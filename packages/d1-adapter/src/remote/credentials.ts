// A login as data, read from the environment or from what wrangler says, and as the headers that carry it.

import { cloudflareVariable, type Environment } from './environment.ts';
import { loginUnreadable } from './login-errors.ts';
import { type Redact, redactorOf } from './redact.ts';

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string; readonly email: string };

/** The headers that carry a login, and what takes its secrets out of a text. */
export type Login = { readonly headers: Readonly<Record<string, string>>; readonly redact: Redact };

/** Of the environment, as wrangler takes them: the global key with its email comes before a token. */
export function credentialsIn(env: Environment): Credentials | undefined {
  const key = cloudflareVariable(env, 'API_KEY');
  const email = cloudflareVariable(env, 'EMAIL');
  if (key !== undefined && email !== undefined) return { kind: 'key', key, email };
  const token = cloudflareVariable(env, 'API_TOKEN');
  return token === undefined ? undefined : { kind: 'token', token };
}

/** Of what `wrangler auth token --json` prints, parsed; undefined where that is something else. */
export function credentialsFrom(printed: unknown): Credentials | undefined {
  if (typeof printed !== 'object' || printed === null) return undefined;
  const { token, key, email } = printed as Readonly<Record<string, unknown>>;
  if (isText(token)) return { kind: 'token', token };
  return isText(key) && isText(email) ? { kind: 'key', key, email } : undefined;
}

/** Throws REMOTE.LOGIN_UNREADABLE for a secret that HTTP cannot carry. */
export function loginWith(credentials: Credentials): Login {
  const { headers, secrets } = carried(credentials);
  // fetch() would name the secret in its complaint.
  if (secrets.some((secret) => !/^[\x21-\x7e]+$/.test(secret))) {
    throw loginUnreadable(
      'its token, key or email has a space, a line break or another character that no header takes',
    );
  }
  return { headers, redact: redactorOf(secrets) };
}

type Carried = { readonly headers: Login['headers']; readonly secrets: readonly string[] };

function carried(credentials: Credentials): Carried {
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
