// A table's name as SQL, and any text as a JavaScript literal. Knows SQLite's keywords, nothing else of its grammar.
import { printable } from '@roostjs/internal-errors';
import { tableInvalid } from '../errors.ts';

// https://sqlite.org/lang_keywords.html
const keywords: ReadonlySet<string> = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade
  case cast check collate column commit conflict constraint create cross current current_date current_time
  current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape
  except exclude exclusive exists explain fail filter first following for foreign from full generated glob group
  groups having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key
  last left like limit match materialized natural no not nothing notnull null nulls of offset on or order others
  outer over partition plan pragma preceding primary query raise range recursive references regexp reindex release
  rename replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to
  transaction trigger unbounded union unique update using vacuum values view virtual when where window with
  without`.split(/\s+/),
);

/** The name as SQL, quoted where it has to be. Throws MIGRATION.TABLE_INVALID for what SQLite cannot name. */
export function sqlIdentifier(name: string): string {
  if (name === '') throw tableInvalid(name, 'it is empty');
  if (name.includes('\0')) throw tableInvalid(name, 'it contains a NUL character');
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !keywords.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A single-quoted literal on one line, safe in a comment too. */
export function stringLiteral(text: string): string {
  return `'${escapeControls(text).replaceAll("'", "\\'")}'`;
}

/** The text as it must stand between backquotes; what it has of line feeds stays. */
export function templateText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

// JSON escapes backslashes and all control characters. U+2028 and U+2029 end a line in JavaScript's comments, and what cannot be
// seen is for a reader of the file to see.
function escapeControls(text: string): string {
  return printable(JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"'));
}
