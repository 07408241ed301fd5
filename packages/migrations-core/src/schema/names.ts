// Names of tables and columns as SQL has them: quoted, and the same whatever the case of their letters.

export { quotedName } from '@roostjs/internal-sql';

/** One key for all spellings of a name. SQLite folds the letters of ASCII only (sqlite3StrICmp). */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** What is found under a name in a record that was keyed in any spelling. */
export function underName<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.entries(record).find(([key]) => isSameName(key, name))?.[1];
}
