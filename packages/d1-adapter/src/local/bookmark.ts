// The bookmark of a local database: the number of transactions that its connection has committed.

/** A bookmark in D1's format; a later one is the greater string. */
export function bookmarkOf(transactions: number): string {
  return `00000000-${transactions.toString(16).padStart(8, '0')}-00000000-${'0'.repeat(32)}`;
}
