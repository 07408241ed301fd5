// A table name as SQL, and any text as a JavaScript literal. Of SQLite's grammar, it knows only the keywords.
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

/** The name as SQL, quoted if necessary. Throws MIGRATION.TABLE_INVALID for a name that SQLite cannot have. */
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

/** The text as it is written between backquotes. Its line feeds stay. */
export function templateText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

// JSON escapes backslashes and control characters. printable() escapes what is invisible, and U+2028 and U+2029, which end a line in a comment.
function escapeControls(text: string): string {
  return printable(JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"'));
}
