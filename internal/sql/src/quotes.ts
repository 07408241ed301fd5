// Quotes names and texts for a statement.

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Only for a text without NUL, such as a name: SQLite stops reading at a NUL. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
