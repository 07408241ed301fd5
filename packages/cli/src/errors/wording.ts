// What several messages share: a location in a file, and a list of names.

/** A place in a text file; line and column count from 1. */
export type SourceLocation = { readonly file: string; readonly line: number; readonly column: number };

export function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
