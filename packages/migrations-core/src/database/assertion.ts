// A statement that is an assertion: it changes nothing, and aborts its batch if the assertion does not hold. And reads
// whose results are asserted.
import { messageOf } from '@roostjs/internal-errors';
import { literalOf } from '@roostjs/internal-sql';

// A comment, so that every database ignores it. A recording notes a statement that begins with it, although the
// statement reads. It stays with the statement in a stored down() as well.
const mark = '/* roost:assertion */';

// json_extract() fails if its path does not begin with `$`. It fails when it runs, not when it is compiled, and shows
// the path in its error. RAISE() works only in a trigger.
const failed = 'roost assertion failed: ';

const assertedMark = '/* roost:asserted */';

/**
 * A read whose result the migration's own statements assert, so that it may come from a database with the same schema
 * and no rows.
 */
export function assertedRead(query: string): string {
  return `${assertedMark} ${query}`;
}

export function isAssertedRead(sql: string): boolean {
  return sql.startsWith(assertedMark);
}

/** Whether a statement is an assertion: it belongs in the batch, and its result is not used. */
export function isAssertion(sql: string): boolean {
  return sql.startsWith(mark);
}

/** An assertion whose statement fails by itself, with SQLite's own error. */
export function assertionThat(statement: string): string {
  return `${mark} ${statement}`;
}

/**
 * An assertion about the one row of `from`: `condition` must be true for it. `found` is an expression over the same
 * row, whose value ends the message, in parentheses.
 */
export function assertionOver(from: string, condition: string, message: string, found: string): string {
  const text = `${literalOf(`${failed}${message} (`)} || (${found}) || ')'`;
  return assertionThat(
    `SELECT CASE WHEN ${condition} THEN 1 ELSE json_extract('{}', ${text}) END FROM ${from}`,
  );
}

/** The author's message of the assertion that failed; undefined if something else failed. */
export function failedAssertion(error: unknown): string | undefined {
  // SQLite quotes the path and doubles the quotes in it; after the last quote the database names the kind of error.
  const [, shown] = /bad JSON path: 'roost assertion failed: (.*)'/s.exec(messageOf(error)) ?? [];
  return shown?.replaceAll("''", "'");
}
