// A schema as a file has it, beside the one that a database has. Pure.
import {
  firstLine,
  isSameDefinition,
  splitStatements,
  tokens,
  unquoted,
  withLineFeeds,
} from '@roostjs/internal-sql';

/** What the file lacks, and what it has too much, each by its first line; both are empty where only the order differs. */
export type DumpDifference = { readonly missing: readonly string[]; readonly extra: readonly string[] };

/**
 * null where they are the same. A checkout may have made CRLF of the line ends: outside of quotes that does not count, and
 * neither do the quotes of a text, which a local database and D1 can have otherwise.
 */
export function dumpDifference(file: string, database: string): DumpDifference | null {
  const text = withLineFeeds(file);
  if (text === database) return null;
  const [present, wanted] = [splitStatements(text), splitStatements(database)];
  const isSame = (one: string, other: string): boolean =>
    withoutQuotes(one) === withoutQuotes(other) && isSameDefinition(one, other, wanted);
  const isInOrder = present.every((statement, index) => isSame(statement, wanted[index] ?? ''));
  if (isInOrder && withoutQuotes(text) === withoutQuotes(database)) return null;
  return { missing: without(wanted, present, isSame), extra: without(present, wanted, isSame) };
}

/** Equal for two texts that differ in nothing but double and single quotes. */
function withoutQuotes(sql: string): string {
  const parts = Array.from(tokens(sql), ({ start, end }) => sql.slice(start, end));
  return parts.map((part) => (/^["']/.test(part) ? JSON.stringify(unquoted(part)) : part)).join('');
}

function without(
  statements: readonly string[],
  others: readonly string[],
  isSame: (one: string, other: string) => boolean,
): readonly string[] {
  const known = new Set(others);
  const isKnown = (statement: string): boolean =>
    known.has(statement) || others.some((other) => isSame(statement, other));
  return statements.filter((statement) => !isKnown(statement)).map(firstLine);
}
