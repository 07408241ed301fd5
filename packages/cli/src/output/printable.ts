// What a text from a database or a file must not do to a terminal.

// Control characters but tabs and ends of lines, what turns the direction of a text round (unicode.org/reports/tr9), and
// not the colours, which are ours or do no harm.
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u001B\[[\d;]*m|\r\n|[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** The text with each of them written out, as `\u001b`. */
export function printable(text: string): string {
  return text.replaceAll(harmful, (found) => (found.length > 1 ? found : escapeOf(found)));
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
