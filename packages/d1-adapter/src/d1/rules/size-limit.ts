// No text or blob of more than 2,200,000 bytes, bound or given back: workerd 1.20260721, found by trying; 1.20261023 takes
// 8,388,642. Cloudflare documents 2,000,000, for a row too.

const mostBytes = 2_200_000;

export const valueTooBig = 'string or blob too big: SQLITE_TOOBIG';

/** Whether it is too big, be it a text or a blob, which is a list of bytes. */
export function isTooBig(value: unknown): boolean {
  if (typeof value === 'string') return value.length * 3 > mostBytes && Buffer.byteLength(value) > mostBytes;
  return Array.isArray(value) && value.length > mostBytes;
}
