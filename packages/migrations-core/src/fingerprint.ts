// A schema as one short text that differs where the schema does.
import type { SchemaUpdate } from './ledger/kept-schema.ts';
import { comparableObject, keyOf, type SchemaObject } from './schema-objects.ts';

/** In hexadecimal: the sum of the SHA-256 of each object's comparable form, so that a change costs what it changes. */
export async function fingerprintOf(objects: readonly SchemaObject[]): Promise<string> {
  const sum = new SchemaSum();
  await sum.change({ gone: [], now: objects });
  return sum.text;
}

/** In hexadecimal, of the text in UTF-8. */
export async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bits = 256;

/** The fingerprint of a schema, carried forward by what changes. */
export class SchemaSum {
  readonly #hashes = new Map<string, bigint>();
  #sum = 0n;

  async change({ gone, now }: SchemaUpdate): Promise<void> {
    for (const object of gone) this.#take(keyOf(object), undefined);
    const hashes = await Promise.all(now.map(async (object) => sha256Of(comparableObject(object))));
    for (const [index, object] of now.entries()) this.#take(keyOf(object), BigInt(`0x${hashes[index]}`));
  }

  get text(): string {
    return this.#sum.toString(16).padStart(bits / 4, '0');
  }

  #take(key: string, hash: bigint | undefined): void {
    this.#sum = BigInt.asUintN(bits, this.#sum - (this.#hashes.get(key) ?? 0n) + (hash ?? 0n));
    if (hash === undefined) this.#hashes.delete(key);
    else this.#hashes.set(key, hash);
  }
}
