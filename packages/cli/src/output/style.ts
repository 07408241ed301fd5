// Colors, which never carry meaning alone, other control sequences that roost writes, and a few phrases.
import { styleText } from 'node:util';
import { printable } from '@roostjs/internal-errors';
import type { Environment, Output } from '../context.ts';

export type Paint = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

export function paint(output: Output, style: Paint, text: string): string {
  if (!output.hasColor) return text;
  const [begin = '', end = ''] = styleText(style, border, { validateStream: false }).split(border);
  return `${raw(begin)}${text}${raw(end)}`;
}

// A different one in each process, so that no name or message can contain it.
const border = `<${Math.random().toString(36).slice(2)}>`;

/** Marks a control sequence that roost itself writes, so that `sanitize` does not escape it. */
export function raw(code: string): string {
  return border + code + border;
}

/** The text with all control characters escaped, except those that are marked as roost's own. */
export function sanitize(text: string): string {
  return text
    .split(border)
    .map((part, index) => (index % 2 === 1 ? part : printable(part)))
    .join('');
}

/** NO_COLOR (https://no-color.org: set and not empty) beats FORCE_COLOR, which beats what the stream is. */
export function wantsColor(env: Environment, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** `1 migration`, `2 migrations`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
