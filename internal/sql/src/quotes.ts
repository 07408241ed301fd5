// Names and texts between their quotes, as they stand in a statement.

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** For a text without a NUL, such as a name: SQLite would read no further. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
