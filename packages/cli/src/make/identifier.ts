// A table name as SQL, and any text as a JavaScript literal.
import { printable } from '@roostjs/internal-errors';
import { nameInSql } from '@roostjs/internal-sql';
import { tableInvalid } from '../errors.ts';

/** The name as SQL, quoted if necessary. Throws MIGRATION.TABLE_INVALID for a name that SQLite cannot have. */
export function sqlIdentifier(name: string): string {
  if (name === '') throw tableInvalid(name, 'it is empty');
  if (name.includes('\0')) throw tableInvalid(name, 'it contains a NUL character');
  return nameInSql(name);
}

/** A quoted literal on one line, safe in a comment too. */
export function stringLiteral(text: string, quote: "'" | '"' = "'"): string {
  return quote + escapeControls(text).replaceAll(quote, `\\${quote}`) + quote;
}

/** The text as it is written between backquotes. Its line feeds stay. */
export function templateText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/**
 * A statement as the literal with the fewest escapes. `indentation`: of the line on which it begins; its own lines after
 * the first are indented by two spaces more.
 */
export function sqlLiteral(sql: string, indentation = 4): string {
  const space = ' '.repeat(indentation);
  if (sql.includes('\n')) return `\`\n${space}  ${templateText(sql)}\n${space}\``;
  if (!sql.includes("'")) return stringLiteral(sql);
  return sql.includes('"') ? `\`${templateText(sql)}\`` : stringLiteral(sql, '"');
}

// JSON escapes backslashes and control characters. printable() escapes what is invisible, and U+2028 and U+2029, which end a line in a comment.
function escapeControls(text: string): string {
  return printable(JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"'));
}
