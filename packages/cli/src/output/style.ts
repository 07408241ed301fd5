// Colour, which never carries meaning alone, and the few words that have one.
import { styleText } from 'node:util';
import type { Environment, Output } from '../context.ts';

export type Paint = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

export function paint(output: Output, style: Paint, text: string): string {
  return output.hasColor ? styleText(style, text, { validateStream: false }) : text;
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
