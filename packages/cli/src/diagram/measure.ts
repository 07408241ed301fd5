// How wide a text is in a picture, without a font to ask: an estimate that no monospaced font exceeds.

import { printable } from '@roostjs/internal-errors';
import { glyphsOf } from '../output/cells.ts';

/** `isExact`: whether the estimate needs no help, since each character is of the width of a monospaced font. */
export type Measured = { readonly text: string; readonly width: number; readonly isExact: boolean };

/** In ems: of an ASCII character of a monospaced font, and of any other, which comes from another font. */
const narrow = 0.602;
const other = 0.8;
const wide = 1.3;

/** The text on one line, cut where it is longer than so many characters. */
export function measured(text: string, size: number, most: number): Measured {
  const line = printable(text.replaceAll(/\s/g, ' '));
  const isExact = /^[ -~…→−]*$/.test(line);
  const glyphs = isExact
    ? Array.from(line, () => narrow)
    : glyphsOf(line).map(({ shown, cells }) => emOf(shown, cells));
  const parts = isExact ? Array.from(line) : glyphsOf(line).map(({ shown }) => shown);
  const isCut = parts.length > most;
  const shown = isCut ? `${parts.slice(0, most - 1).join('')}…` : line;
  const ems = (isCut ? [...glyphs.slice(0, most - 1), narrow] : glyphs).reduce((sum, one) => sum + one, 0);
  return { text: shown, width: Math.ceil(ems * size), isExact };
}

function emOf(shown: string, cells: number): number {
  if (/^[ -~]*$/.test(shown)) return narrow * shown.length;
  return cells > 1 ? wide : other;
}
