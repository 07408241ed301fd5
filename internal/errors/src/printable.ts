// Text that Roost did not write, such as a name, a message or SQL, on its way to where people read it.

// Controls, what turns the direction of a text round or parts its lines, and what nobody sees: but for the tab and the ends
// of lines, for what chooses how a character before it looks, and for what joins two pictures to one.
const harmful =
  /(?![\uFE00-\uFE0F\t\n]|\r\n|(?<=\p{Emoji}\uFE0F?)\u200D(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

// What a line of a CI's log must not hold, since the CI would do it: GitHub's `::error::` at its beginning, and anywhere
// `##[error]`, as Azure's `##vso[…]` and TeamCity's `##teamcity[…]`.
const logCommand = /(?<=^[^\S\n]*):(?=:)|#(?=#[a-z]*\[)/gim;

/**
 * The text with everything written out, as `\u001b`, that could be more than text to a terminal or to the log of a CI. Ends
 * of lines stay. In JSON it is the same JSON.
 */
export function printable(text: string): string {
  return text.replaceAll(harmful, escaped).replaceAll(logCommand, escaped);
}

/** The text with its line ends written out too. */
export function inline(text: string): string {
  return printable(text.replaceAll(/\r?\n/g, '\\n'));
}

/** Whether the text shows all that it holds, on one line. */
export function isPlain(text: string): boolean {
  return !text.includes('\n') && !text.includes('\t') && text.search(harmful) === -1;
}

/** The text as one word of a command that somebody copies into a shell. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (isPlain(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const inside = text.replaceAll(/[\\']/g, String.raw`\$&`);
  return `$'${inside.replaceAll(/[\n\t]/g, escapedForShell).replaceAll(harmful, escapedForShell)}'`;
}

// A shell knows no halves of characters.
function escapedForShell(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}

function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
