// Makes text that Roost did not write, such as a name, a message or SQL, safe to show.

// Control characters, characters that change the direction of a text or break its lines, and invisible characters,
// except tabs, line ends, variation selectors, and zero-width joiners between two emoji.
const harmful =
  /(?![\uFE00-\uFE0F\t\n]|\r\n|(?<=\p{Emoji}\uFE0F?)\u200D(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

// Commands that a CI would run if its log contained them: GitHub's `::error::` at the beginning of a line, and anywhere
// `##[error]`, Azure's `##vso[…]` and TeamCity's `##teamcity[…]`.
const logCommand = /(?<=^[^\S\n]*):(?=:)|#(?=#[a-z]*\[)/gim;

/**
 * The text with everything escaped, as in `\u001b`, that a terminal or the log of a CI could interpret. Line ends stay.
 * JSON stays equivalent.
 */
export function printable(text: string): string {
  return text.replaceAll(harmful, escaped).replaceAll(logCommand, escaped);
}

/** Like printable(), but on one line: line ends are escaped too. */
export function inline(text: string): string {
  return printable(text.replaceAll(/\r?\n/g, '\\n'));
}

/** Whether the text is on one line and has no invisible or harmful characters. */
export function isPlain(text: string): boolean {
  return !text.includes('\n') && !text.includes('\t') && text.search(harmful) === -1;
}

/** The text quoted as one word of a shell command. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (isPlain(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const inside = text.replaceAll(/[\\']/g, String.raw`\$&`);
  return `$'${inside.replaceAll(/[\n\t]/g, escapedForShell).replaceAll(harmful, escapedForShell)}'`;
}

// A shell's escape needs the whole code point, not its two UTF-16 units.
function escapedForShell(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}

function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
