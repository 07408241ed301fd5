// How the schema of a database differs from what its migrations create.
import { inline } from '@roostjs/internal-errors';
import type { SchemaDifference } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { oneLine } from './one-line.ts';
import { paint } from './style.ts';

/** A line for each object, and both definitions if they differ. */
export function schemaDiffText(stderr: Output, differences: readonly SchemaDifference[]): string {
  return differences
    .map(({ difference, type, name, expected, actual }) => {
      const title = `  ${paint(stderr, 'red', words[difference])} ${type} ${inline(name)}\n`;
      if (difference !== 'different') return title;
      return `${title}      created by the migrations: ${oneLine(expected ?? '')}\n      in the database: ${oneLine(actual ?? '')}\n`;
    })
    .join('');
}

const words: Readonly<Record<SchemaDifference['difference'], string>> = {
  missing: 'not in the database:',
  extra: 'only in the database:',
  different: 'different:',
};
