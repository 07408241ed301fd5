// How text looks on a terminal: what is seen as one character, and how many cells it takes.
import { printable } from '@roostjs/internal-errors';

/** What is seen as one character: what it is in the text, how it is shown, and how many cells of a terminal it takes. */
export type Glyph = { readonly source: string; readonly shown: string; readonly cells: number };

export type Glyphs = readonly Glyph[];

// https://unicode.org/reports/tr11/: these take two cells.
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303F\uFF01-\uFF60])/u;

export function glyphsOf(text: string): Glyphs {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment: source }) => {
    const shown = source === '\t' ? '  ' : printable(source);
    return { source, shown, cells: shown !== source ? shown.length : wide.test(source) ? 2 : 1 };
  });
}

export function cellsOf(glyphs: Glyphs): number {
  return glyphs.reduce((sum, { cells }) => sum + cells, 0);
}

/** How many cells a text takes. */
export function widthOf(text: string): number {
  return isAscii(text) ? text.length : cellsOf(glyphsOf(text));
}

// Almost all text is, and a segmenter takes long to make.
function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** The first ones that fit. */
export function fitting(glyphs: Glyphs, cells: number): Glyphs {
  let left = cells;
  const first = glyphs.findIndex((glyph) => {
    left -= glyph.cells;
    return left < 0;
  });
  return first === -1 ? glyphs : glyphs.slice(0, first);
}
