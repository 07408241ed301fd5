// The character classes of SQLite's tokenizer (sqlite3CtypeMap in its global.c), by UTF-16 code unit.
// After the end of a text, `charCodeAt` returns NaN, which is in no class.

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (lowered(code) >= 0x61 && lowered(code) <= 0x66);
}

/** Whether an unquoted name may contain the character: letters, digits, `_`, `$` and everything outside ASCII. */
export function isNameCharacter(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x5f || code === 0x24 || code >= 0x80;
}

/** White space. A vertical tab can continue white space, but SQLite does not let it begin any. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** The first offset, from `from` on, whose character is not in the class. */
export function skip(sql: string, from: number, isInClass: (code: number) => boolean): number {
  let offset = from;
  while (isInClass(sql.charCodeAt(offset))) offset += 1;
  return offset;
}

function isLetter(code: number): boolean {
  return lowered(code) >= 0x61 && lowered(code) <= 0x7a;
}

function lowered(code: number): number {
  return code | 0x20;
}
