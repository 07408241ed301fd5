// A line that says what is being done, and at its end what came of it.
import type { Output } from '../context.ts';

/** `[3/10] ` */
export function placeText(number: number, total: number): string {
  return `[${String(number).padStart(String(total).length)}/${total}] `;
}

/**
 * Begins the line. A terminal shows it with the place until the returned function ends it; anywhere else it stays open, without
 * the place. What follows the end is written below it.
 */
export function beginLine(output: Output, text: string, place = ''): (end: string, below?: string) => void {
  const { live } = output;
  if (live === null) {
    output.write(`  ${text} `);
    return (end, below = '') => output.write(`${end}\n${below}`);
  }
  live.show(place + text, 'at once');
  return (end, below = '') => {
    live.end();
    output.write(`  ${text} ${end}\n${below}`);
  };
}
