// Names of tables and columns, which are case-insensitive (sqlite.org/lang_naming.html).

/** The same key for all spellings of a name. SQLite only folds ASCII letters (sqlite3StrICmp): `Ä` and `ä` differ. */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}
