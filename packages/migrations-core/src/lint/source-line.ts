// The line of a migration's file on which a recorded statement stands.
import { statementOf } from '@roostjs/internal-sql';

/**
 * The line of the statement's first word, from 1. null where the file does not have the statement to the letter, as a
 * whole string or a whole part of one, and where it has it more than once: then which is meant cannot be told.
 */
export function lineOf(file: string, sql: string): number | null {
  // JavaScript reads every end of a line in a template as this one.
  const text = file.replaceAll('\r\n', '\n');
  const places = [...occurrences(text, sql)].filter((start) => isWhole(text, start, start + sql.length));
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) return null;
  const firstWord = place + (statementOf(sql).lexemes[0]?.start ?? 0);
  return text.slice(0, firstWord).split('\n').length;
}

function* occurrences(text: string, part: string): Generator<number> {
  if (part === '') return;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) yield at;
}

const ends = /['"`;]/;

function isWhole(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(0, start).trimEnd(), text.slice(end).trimStart()];
  // An SQL file has nothing before its first statement, or a comment, and need not end the last one.
  const begins = before === '' || ends.test(before.at(-1) ?? '') || /(?:^|\n)[ \t]*--.*$/.test(before);
  return begins && (after === '' || ends.test(after[0] ?? ''));
}
