// Text that Roost did not write, escaped for GitHub's Markdown: it makes no link, mention, heading, tag or table cell.
import { inline, printable } from '@roostjs/internal-errors';
import { wellFormed } from '@roostjs/internal-sql';

/** A name or a statement, on one line. */
export function code(text: string): string {
  const line = wellFormed(inline(text)).replaceAll('\t', ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^[ `]|[ `]$/.test(line) ? ' ' : '';
  return line === '' ? '(empty)' : `${fence}${space}${line}${space}${fence}`;
}

/** The same in a cell of a table, where a bar ends the cell even in code. */
export function cellCode(text: string): string {
  return code(text).replaceAll('|', String.raw`\|`);
}

/** A sentence, on one line. An invisible space keeps GitHub from making a mention or a reference of what follows. */
export function prose(text: string): string {
  return wellFormed(inline(text))
    .replaceAll(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[\\`*[\]|~$]|(?<!\w)_|_(?!\w)/g, String.raw`\$&`)
    .replaceAll(/(?<!&)[@#]/g, '\\$&\u200B')
    .replaceAll(/:(?=\/\/)|(?<=www)\.|(?<=^\d+)[.)]|^[-+=]/gi, String.raw`\$&`);
}

/** A block of code, whatever is in it. */
export function fenced(language: string, text: string): string {
  const shown = wellFormed(printable(text));
  const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown.replace(/\n?$/, '\n')}${fence}\n`;
}
