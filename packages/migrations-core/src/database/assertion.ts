// A statement that holds an assertion: it changes nothing, and aborts its batch where the assertion does not hold.
import { messageOf } from '@roostjs/internal-errors';
import { literalOf } from '@roostjs/internal-sql';

// A comment, so that the statement is the same to every database; a recording notes what begins with it, although
// it reads. It stays with the statement in a stored down() as well.
const mark = '/* roost:assertion */';

// json_extract() fails where its path does not begin with `$`, when it runs and not when it is compiled, and shows the
// path in its error. RAISE() would take a trigger.
const failed = 'roost assertion failed: ';

/** Whether a statement asserts: it belongs into the batch, and nobody waits for its answer. */
export function isAssertion(sql: string): boolean {
  return sql.startsWith(mark);
}

/** An assertion whose statement fails by itself, by what SQLite has to say of it. */
export function assertionThat(statement: string): string {
  return `${mark} ${statement}`;
}

/**
 * An assertion over the one row of `from`: `condition` has to be true there. `found` is an expression over the same
 * row, which the message ends with in parentheses.
 */
export function assertionOver(from: string, condition: string, message: string, found: string): string {
  const text = `${literalOf(`${failed}${message} (`)} || (${found}) || ')'`;
  return assertionThat(
    `SELECT CASE WHEN ${condition} THEN 1 ELSE json_extract('{}', ${text}) END FROM ${from}`,
  );
}

/** The author's message of the assertion that failed, or undefined where something else did. */
export function failedAssertion(error: unknown): string | undefined {
  // SQLite puts the path into quotes and doubles those in it; behind the last quote the database says what kind of error it is.
  const [, shown] = /bad JSON path: 'roost assertion failed: (.*)'/s.exec(messageOf(error)) ?? [];
  return shown?.replaceAll("''", "'");
}
