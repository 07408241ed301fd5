// The checksum by which an applied migration is seen to have changed.
import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal, the same for a text whichever line endings it was checked out with, and without a BOM. */
export function checksumOf(text: string): string {
  const normalised = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return createHash('sha256').update(normalised, 'utf8').digest('hex');
}
