// The bookmark of a file: how often its connection has committed.

/** A bookmark in D1's form, of which a later one is the greater text. */
export function bookmarkOf(transactions: number): string {
  return `00000000-${transactions.toString(16).padStart(8, '0')}-00000000-${'0'.repeat(32)}`;
}
