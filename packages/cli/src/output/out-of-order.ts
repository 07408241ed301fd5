// What is said of a new migration that does not come last, as where a clock is wrong: on stderr, behind its path.
import { inline } from '@roostjs/internal-errors';
import type { Output } from '../context.ts';
import { paint } from './style.ts';

/** Nothing where it comes last. The names are in the order of migrations. */
export function outOfOrderText(stderr: Output, names: readonly string[]): string {
  if (names.length === 0) return '';
  const others = names.length === 1 ? '' : `, and ${names.length - 1} more behind it`;
  const what = `it comes ahead of ${inline(names[0] ?? '')}${others}`;
  const way = 'unless that is meant, give its file digits that come last';
  return `${paint(stderr, 'yellow', 'warning')} ${what} [MIGRATION.OUT_OF_ORDER]\n${paint(stderr, 'cyan', 'next')}  ${way}\n`;
}
