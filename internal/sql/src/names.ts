// Names of tables and columns, which are the same whatever the case of their letters (sqlite.org/lang_naming.html).

/** One key for all spellings of a name. SQLite folds the letters of ASCII only (sqlite3StrICmp): `Ä` and `ä` are two. */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}
