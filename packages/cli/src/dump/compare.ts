// Compares the schema in a file with that of a database. Pure.
import {
  isSameDefinition,
  plainTrigger,
  splitParts,
  splitStatements,
  tokens,
  unquoted,
  withLineFeeds,
} from '@roostjs/internal-sql';
import { oneLine } from '../output/one-line.ts';

/**
 * Statements that the file lacks, and those that only the file has, each on one line. Both are empty if only the order differs, or spaces
 * and comments.
 */
export type DumpDifference = { readonly missing: readonly string[]; readonly extra: readonly string[] };

/**
 * null if they are the same. A checkout may have changed line ends to CRLF, which is ignored outside of quotes. So are the quotes of a string,
 * which can differ between a local database and D1, and the form of a trigger, which migrate:export may have changed.
 */
export function dumpDifference(file: string, database: string): DumpDifference | null {
  const text = withLineFeeds(file);
  if (text === database) return null;
  const [present, wanted] = [splitStatements(text), splitStatements(database)];
  const isSame = (one: string, other: string): boolean =>
    isSameDefinition(plainTrigger(one).text, plainTrigger(other).text, wanted);
  const isInOrder = present.every((statement, index) => isSame(statement, wanted[index] ?? ''));
  if (isInOrder && comparable(text) === comparable(database)) return null;
  return { missing: missingFrom(wanted, present, isSame), extra: missingFrom(present, wanted, isSame) };
}

/** Equal for two texts that differ only in double and single quotes, and in the form of triggers. */
function comparable(sql: string): string {
  return splitParts(sql)
    .map(({ start, end }) => withoutQuotes(plainTrigger(sql.slice(start, end)).text))
    .join('');
}

function withoutQuotes(sql: string): string {
  const parts = Array.from(tokens(sql), ({ start, end }) => sql.slice(start, end));
  return parts.map((part) => (/^["']/.test(part) ? JSON.stringify(unquoted(part)) : part)).join('');
}

function missingFrom(
  statements: readonly string[],
  others: readonly string[],
  isSame: (one: string, other: string) => boolean,
): readonly string[] {
  const known = new Set(others);
  const isKnown = (statement: string): boolean =>
    known.has(statement) || others.some((other) => isSame(statement, other));
  return statements.filter((statement) => !isKnown(statement)).map(onOneLine);
}

function onOneLine(sql: string): string {
  return oneLine(sql).replaceAll('( ', '(').replaceAll(' )', ')');
}
