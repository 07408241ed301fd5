// A statement as a script has it: with the semicolon that ends it.

/** The statement with its semicolon, where no comment swallows it. */
export function terminated(sql: string): string {
  const lastLine = sql.slice(sql.lastIndexOf('\n') + 1);
  return lastLine.includes('--') ? `${sql}\n;` : `${sql};`;
}
