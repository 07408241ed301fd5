// The character classes of SQLite's tokenizer (sqlite3CtypeMap in its global.c), by UTF-16 code unit.
// Past the end of a text `charCodeAt` gives NaN, which is in no class.

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (lowered(code) >= 0x61 && lowered(code) <= 0x66);
}

/** Whether the character may stand inside an unquoted name: letters, digits, `_`, `$` and all beyond ASCII. */
export function isNameCharacter(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x5f || code === 0x24 || code >= 0x80;
}

/** White space inside a run of it. A vertical tab continues a run, but SQLite lets it begin none. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** The first offset from `from` on whose character is not in the class. */
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
