// Values as a database stores them, and whether a converted one is still the same.

/** `digits` of a number; `bytes` of what it is as a text, in hexadecimal. */
export type StoredValue = { readonly type: string; readonly digits: string; readonly bytes: string };

/** In the order in which the table keeps its rows. */
export function storedValuesQuery(table: string, column: string): string {
  return `SELECT typeof(${column}) AS type, quote(${column}) AS digits, hex(CAST(${column} AS TEXT)) AS bytes FROM ${table} NOT INDEXED`;
}

/** A text that became a number is kept if the number converts back to the text, a number if it is still as large. */
export function isKept(before: StoredValue, now: StoredValue): boolean {
  if (isNumber(before) && isNumber(now)) return isSameNumber(before.digits, now.digits);
  if (before.type === 'text' && isNumber(now)) return before.bytes === now.bytes;
  if (isNumber(before) && now.type === 'text') {
    return isSameNumber(before.digits, Buffer.from(now.bytes, 'hex').toString());
  }
  return before.type === now.type && before.bytes === now.bytes;
}

function isNumber({ type }: StoredValue): boolean {
  return type === 'integer' || type === 'real';
}

// JavaScript has no word for the infinity of SQLite's, and so none of its texts is it.
function isSameNumber(one: string, other: string): boolean {
  const [exact, otherExact] = [one, other].map(exactly);
  return exact !== undefined && exact === otherExact;
}

function exactly(digits: string): string | undefined {
  if (/^-?\d+$/.test(digits)) return BigInt(digits).toString();
  const number = Number(digits);
  if (Number.isNaN(number)) return undefined;
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}
