// Parses the envelope of Cloudflare's answers. Pure; refusals.ts interprets refusals.

import { parseJson } from './json.ts';

export type Envelope =
  | { readonly kind: 'success'; readonly result: unknown }
  | {
      readonly kind: 'refusal';
      readonly code: number | undefined;
      readonly message: string;
      /** Whether it says that the login lacks a permission, which the status does not say. */
      readonly isForbidden: boolean;
    }
  | { readonly kind: 'other'; readonly problem: string; readonly isJson: boolean };

type Entry = Readonly<Record<string, unknown>>;

export function parseEnvelope(text: string): Envelope {
  const value = parseJson(text);
  if (value === undefined) return { kind: 'other', problem: 'it is not JSON', isJson: false };
  if (!isRecord(value) || typeof value['success'] !== 'boolean') {
    return { kind: 'other', problem: 'it has no "success" field', isJson: true };
  }
  if (value['success']) return { kind: 'success', result: value['result'] };
  const errors = recordsIn(value['errors']);
  const [first] = errors;
  if (first === undefined) return { kind: 'other', problem: 'it has no "errors" entry', isJson: true };
  const code = typeof first['code'] === 'number' ? first['code'] : undefined;
  return { kind: 'refusal', code, message: messagesOf(errors).join('; '), isForbidden: false };
}

export function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordsIn(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

const maxMessages = 20;

/** The messages of the errors and of their error chains. It is not recursive, since a chain may have any length. */
export function messagesOf(errors: readonly Entry[]): readonly string[] {
  const messages: string[] = [];
  const open = errors.toReversed();
  for (let error = open.pop(); error !== undefined; error = open.pop()) {
    if (typeof error['message'] === 'string') messages.push(error['message']);
    for (const cause of recordsIn(error['error_chain']).toReversed()) open.push(cause);
    if (messages.length === maxMessages) break;
  }
  return open.length === 0 ? messages : [...messages, '…'];
}
