// A schema as a file has it, beside the one that a database has. Pure.
import { firstLine, splitStatements, withLineFeeds } from '@roostjs/internal-sql';

/** What the file lacks, and what it has too much, each by its first line; both are empty where only the order differs. */
export type DumpDifference = { readonly missing: readonly string[]; readonly extra: readonly string[] };

/** null where they are the same. A checkout may have made CRLF of the line ends: outside of quotes that does not count. */
export function dumpDifference(file: string, database: string): DumpDifference | null {
  const text = withLineFeeds(file);
  if (text === database) return null;
  const [present, wanted] = [splitStatements(text), splitStatements(database)];
  return { missing: without(wanted, present), extra: without(present, wanted) };
}

function without(statements: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return statements.filter((statement) => !known.has(statement)).map(firstLine);
}
