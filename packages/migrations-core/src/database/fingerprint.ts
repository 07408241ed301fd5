// A schema as one short text that differs if the schema differs.
import type { SchemaUpdate } from './schema.ts';
import { comparableObject, isCompared, keyOf, type SchemaObject } from './schema.ts';

/**
 * 32 hexadecimal digits: the sum of a hash of each compared object's comparable form, so that an update costs only
 * what it changes.
 */
export function fingerprintOf(objects: readonly SchemaObject[]): string {
  const sum = new SchemaSum();
  sum.change({ gone: [], now: objects });
  return sum.text;
}

/** The hash of the UTF-8 text, in hexadecimal. */
export async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The fingerprint of a schema, updated with each change. */
export class SchemaSum {
  readonly #hashes = new Map<string, Hash>();
  readonly #sum = new Uint32Array(4);

  change({ gone, now }: SchemaUpdate): void {
    for (const object of gone) this.#set(keyOf(object), noHash);
    for (const object of now.filter(isCompared)) this.#set(keyOf(object), hashOf(comparableObject(object)));
  }

  get text(): string {
    return [...this.#sum].map((part) => part.toString(16).padStart(8, '0')).join('');
  }

  #set(key: string, hash: Hash): void {
    const old = this.#hashes.get(key) ?? noHash;
    for (const part of parts) this.#sum[part] = (this.#sum[part] ?? 0) + (hash[part] ?? 0) - (old[part] ?? 0);
    if (hash === noHash) this.#hashes.delete(key);
    else this.#hashes.set(key, hash);
  }
}

/** Four numbers of 32 bits. */
type Hash = Uint32Array;

const parts = [0, 1, 2, 3];
const noHash: Hash = new Uint32Array(4);
const factors = [0x01000193, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];

// Web Crypto hashes in another thread, which takes ten times as long. Nobody gains by forging this hash, so that
// FNV-1a is enough (RFC 9923), four times with different factors.
function hashOf(text: string): Hash {
  const hash = new Uint32Array(4).fill(0x811c9dc5);
  for (const part of parts) {
    const factor = factors[part] ?? 1;
    let state = hash[part] ?? 0;
    for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), factor);
    hash[part] = mixed(state);
  }
  return hash;
}

/** Each bit of the state changes each bit of the result with the same probability. */
function mixed(state: number): number {
  const first = Math.imul(state ^ (state >>> 16), 0x7feb352d);
  const second = Math.imul(first ^ (first >>> 15), 0x846ca68b);
  return second ^ (second >>> 16);
}
