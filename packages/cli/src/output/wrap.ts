// Fits text to the width of a terminal: breaks its lines between words, or cuts it. Pure.
import { fitting, glyphsOf, widthOf } from './cells.ts';
import { type Part, partsOf } from './style.ts';

/** What is never broken, with the space before it. `plain`: without control sequences. */
type Word = { readonly gap: string; readonly text: string; readonly plain: string };

/**
 * The text with its long lines broken. A word that is longer than a line, such as a path, stays whole: a terminal that breaks it itself
 * copies it in one piece. So does a command with its flags, of which a shell would run the halves.
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, columns))
    .join('\n');
}

function wrappedLine(line: string, columns: number): string {
  const parts = partsOf(line);
  if (widthOf(plainText(parts)) <= columns) return line;
  const margin = marginOf(parts, columns);
  let used = 0;
  return joined(wordsOf(parts), columns - margin)
    .map(({ gap, text, plain }) => {
      const cells = widthOf(plain);
      const fits = used + gap.length + cells <= columns;
      const isBroken = !fits && used > margin && margin + cells <= columns;
      used = isBroken ? margin + cells : used + gap.length + cells;
      // The terminal breaks what is longer than a line.
      if (used > columns) used %= columns;
      return isBroken ? `\n${' '.repeat(margin)}${text}` : gap + text;
    })
    .join('');
}

function plainText(parts: readonly Part[]): string {
  return parts.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
}

/** How far the lines below are indented: to the mark or as the line itself, if that leaves them half of the width. */
function marginOf(parts: readonly Part[], columns: number): number {
  const mark = parts.findIndex(({ kind }) => kind === 'margin');
  const own = /^ */.exec(plainText(parts))?.[0].length ?? 0;
  const wanted = mark === -1 ? own : widthOf(plainText(parts.slice(0, mark)));
  return wanted <= columns / 2 ? wanted : Math.min(own, 4);
}

// A sequence belongs to the word that it stands at.
function wordsOf(parts: readonly Part[]): readonly Word[] {
  const words: Word[] = [];
  let word: Word = { gap: '', text: '', plain: '' };
  for (const part of parts) {
    for (const piece of part.kind === 'text' ? (part.text.match(/ +|[^ ]+/g) ?? []) : [part.text]) {
      if (part.kind !== 'text') word = { ...word, text: word.text + piece };
      else if (piece.startsWith(' ')) {
        words.push(word);
        word = { gap: piece, text: '', plain: '' };
      } else word = { ...word, text: word.text + piece, plain: word.plain + piece };
    }
  }
  return [...words, word];
}

const endsWithProgram = /(?:^|[ '"(])(?:roost|npx|wrangler)$/;
// A flag, or a placeholder of a value.
const isArgument = /^[('"]?(?:--?[a-z]|<)/;

/** The words of one command as one, if they fit into so many cells. */
function joined(words: readonly Word[], cells: number): readonly Word[] {
  const units: Word[] = [];
  for (const word of words) {
    const last = units.at(-1);
    const isMore = last !== undefined && (endsWithProgram.test(last.plain) || isArgument.test(word.plain));
    const [text, plain] = isMore
      ? [last.text + word.gap + word.text, last.plain + word.gap + word.plain]
      : ['', ''];
    if (isMore && widthOf(plain) <= cells) units[units.length - 1] = { gap: last.gap, text, plain };
    else units.push(word);
  }
  return units;
}

/** As much of the text as fits into so many cells, with an ellipsis if that is not all. */
export function clipped(text: string, cells: number): string {
  const parts = partsOf(text);
  if (widthOf(plainText(parts)) <= cells) return text;
  let left = Math.max(0, cells - 1);
  const cut = parts.map((part) => {
    if (part.kind !== 'text') return part.text;
    const fits = fitting(glyphsOf(part.text), left).map(({ source }) => source);
    left = Math.max(0, left - widthOf(part.text));
    return fits.join('');
  });
  return `${cut.join('')}…`;
}
