// Reads Cloudflare's variables from the environment, with wrangler's names and precedence.

import { unreachable } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of `CLOUDFLARE_<name>` or, if that is not set, of the older `CF_<name>`; undefined if it is empty. */
export function cloudflareVariable(env: Environment, name: string): string | undefined {
  const value = env[`CLOUDFLARE_${name}`] ?? env[`CF_${name}`];
  return value === '' ? undefined : value;
}

export type Variable = { readonly name: string; readonly value: string };

/** The first of these variables that is set and not empty. */
export function variableIn(env: Environment, names: readonly string[]): Variable | undefined {
  for (const name of names) {
    const value = env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}

/** The API's address, without a trailing slash. */
export function apiBaseUrl(env: Environment): string {
  const given = cloudflareVariable(env, 'API_BASE_URL');
  if (given === undefined) {
    const region = env['CLOUDFLARE_COMPLIANCE_REGION'] === 'fedramp_high' ? '.fed' : '';
    return `https://api${region}.cloudflare.com/client/v4`;
  }
  const url = URL.parse(given);
  // A password in it would appear in messages; fetch() rejects such an address anyway.
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw unreachable('CLOUDFLARE_API_BASE_URL', 'its value is not a plain http or https address');
  }
  return given.replace(/\/+$/, '');
}
