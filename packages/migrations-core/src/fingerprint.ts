// A schema as one short text that differs where the schema does.
import { comparableSchema, type SchemaObject } from './schema-objects.ts';

/** SHA-256, in hexadecimal, of the schema's comparable form. */
export async function fingerprintOf(objects: readonly SchemaObject[]): Promise<string> {
  return sha256Of(comparableSchema(objects));
}

/** In hexadecimal, of the text in UTF-8. */
export async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
