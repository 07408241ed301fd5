// D1 rejects a text or blob of more than 2,200,000 bytes, bound or returned. This limit was measured on workerd
// 1.20260721; 1.20261023 accepts 8,388,642 bytes. Cloudflare documents 2,000,000, for a row too.

const maxBytes = 2_200_000;

export const valueTooBig = 'string or blob too big: SQLITE_TOOBIG';

/** Whether a text, or a blob as a list of bytes, is too big. */
export function isTooBig(value: unknown): boolean {
  if (typeof value === 'string') return value.length * 3 > maxBytes && Buffer.byteLength(value) > maxBytes;
  return Array.isArray(value) && value.length > maxBytes;
}
