// Finds a recorded statement in its migration's file.
import { statementOf } from '@roostjs/internal-sql';
import { matchAt, type SourceMatch } from './source-match.ts';

/** A place in a text file; line and column count from 1, columns in UTF-16 units as editors do. */
export type SourcePlace = { readonly line: number; readonly column: number };

/**
 * Where a character of the statement is in the file: the one at `index`, or the first word's. The statement is a whole
 * string or a whole part of one, perhaps with escapes, concatenated, or with expressions in it: then the place with the
 * most of its text decides. null if it is not there, and if it is there more than once, since it is then ambiguous.
 */
export function placeOf(file: string, sql: string, index?: number): SourcePlace | null {
  const match = onlyBest(matchesIn(file, sql));
  if (match === undefined) return null;
  const at = match.places[index ?? statementOf(sql).lexemes[0]?.start ?? 0];
  if (at === undefined) return null;
  const before = file.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

// Of less text than this, such as that of `DROP ${kind} ${name}`, too many statements could be meant.
const leastLiteral = 9;

function onlyBest(matches: readonly SourceMatch[]): SourceMatch | undefined {
  const most = Math.max(...matches.map(({ literal }) => literal));
  const [best, ...others] = matches.filter(({ literal }) => literal === most);
  return others.length > 0 ? undefined : best;
}

function matchesIn(file: string, sql: string): readonly SourceMatch[] {
  if (sql.trim() === '') return [];
  const budget = { left: 200_000 + 4 * sql.length };
  const matches = [...beginnings(file)].flatMap((start) => {
    const match = matchAt(file, start, sql, 'string', budget) ?? matchAt(file, start, sql, 'raw', budget);
    const isEnough = match?.literal === sql.length || (match?.literal ?? 0) >= leastLiteral;
    return match !== undefined && isEnough ? [match] : [];
  });
  // What was not compared could be the statement as well.
  return budget.left > 0 ? matches : [];
}

// A statement begins after a quote or a semicolon; in an SQL file, also at the beginning or after a comment.
function beginnings(file: string): ReadonlySet<number> {
  const found = [...file.matchAll(/(?:['"`;]|^[ \t]*--.*$)\s*/gm)];
  return new Set([
    /^\s*/.exec(file)?.[0].length ?? 0,
    ...found.map(({ 0: text, index }) => index + text.length),
  ]);
}
