// The checksum that shows whether an applied migration has changed.
import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. Line ends and a BOM make no difference, because a checkout may change them. */
export function checksumOf(text: string): string {
  const normalized = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return createHash('sha256').update(normalized, 'utf8').digest('hex');
}
