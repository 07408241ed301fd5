// Cloudflare's envelope around every answer. Pure; what a refusal means is in refusals.ts.

import { parsedJson } from './json.ts';

export type Envelope =
  | { readonly kind: 'success'; readonly result: unknown }
  | { readonly kind: 'refusal'; readonly code: number | undefined; readonly message: string }
  | { readonly kind: 'other'; readonly problem: string; readonly isJson: boolean };

type Entry = { readonly code?: unknown; readonly message?: unknown; readonly error_chain?: unknown };

export function envelopeIn(text: string): Envelope {
  const value = parsedJson(text);
  if (value === undefined) return { kind: 'other', problem: 'it is not JSON', isJson: false };
  if (!isRecord(value) || typeof value['success'] !== 'boolean') {
    return { kind: 'other', problem: 'it has no "success"', isJson: true };
  }
  if (value['success']) return { kind: 'success', result: value['result'] };
  const errors = Array.isArray(value['errors']) ? value['errors'].filter(isRecord) : [];
  const [first] = errors;
  if (first === undefined) return { kind: 'other', problem: 'it has no "errors"', isJson: true };
  const code = typeof first['code'] === 'number' ? first['code'] : undefined;
  return { kind: 'refusal', code, message: errors.flatMap(messagesOf).join('; ') };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messagesOf({ message, error_chain: chain }: Entry): readonly string[] {
  const own = typeof message === 'string' ? [message] : [];
  return [...own, ...(Array.isArray(chain) ? chain.filter(isRecord).flatMap(messagesOf) : [])];
}
