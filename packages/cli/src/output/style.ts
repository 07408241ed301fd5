// Colors, which never carry meaning alone, other control sequences that roost writes, and a few phrases.
import { styleText } from 'node:util';
import { printable } from '@roostjs/internal-errors';
import type { Context, Environment, Output } from '../context.ts';

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

/** Where the lines below begin if a line has to be broken; by default they are indented as the line itself. */
export const margin = raw('');

/** Text that is never broken, such as a command to copy, or a line of SQL. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', raw(' '));
}

/** A part of a text: a control sequence of roost's own, the mark of a margin, or what is to be read. `text` has the marks. */
export type Part = { readonly kind: 'text' | 'code' | 'margin'; readonly text: string };

export function partsOf(text: string): readonly Part[] {
  return text.split(border).map((part, index) => {
    if (index % 2 === 0) return { kind: 'text', text: part };
    return { kind: part === '' ? 'margin' : 'code', text: raw(part) };
  });
}

/** What follows says what to do. */
export function nextLead(output: Output): string {
  return `${paint(output, 'cyan', 'next')}  ${margin}`;
}

/** What follows is a warning. */
export function warningLead(output: Output): string {
  return `${paint(output, 'yellow', 'warning')} ${margin}`;
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

/** Whether a line may be drawn again and again: a terminal that can move its cursor, and no log. */
export function canRedraw(env: Environment, isTerminal: boolean): boolean {
  return isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
}

export function isCi({ CI }: Environment): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
}

/** `1 migration`, `2 migrations`. */
export function count(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** How long a command has taken since it began, as its last line ends: ` (35 ms)`. */
export function tookText({ clock }: Pick<Context, 'clock'>, since: number): string {
  return ` (${duration(clock() - since)})`;
}

export function duration(milliseconds: number): string {
  return unbroken(
    milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`,
  );
}
