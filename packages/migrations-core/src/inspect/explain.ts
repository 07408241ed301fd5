// Which statement failed, and what to do instead of it, as far as the error shows that.
import { hasErrorAtOffset } from '@roostjs/internal-sql';
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import { noRemedy, noRules, type SchemaNames } from '../database/rules.ts';
import { messageOf } from '../errors.ts';
import { schemaNames } from '../lint/trace/schema-names.ts';
import { type OpenScratch, SchemaReplica } from '../lint/trace/schema-replica.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { FailurePlace } from '../run/inspector.ts';
import type { LintSetup } from './lint-run.ts';

export async function explain(
  failure: StepFailure,
  { schema, statements }: FailurePlace,
  { openScratch: open, remedyFor = noRemedy }: LintSetup,
): Promise<StepFailure> {
  const error = messageOf(failure.cause);
  const statement = failure.statement ?? onlyOneWith(error, statements);
  const sql = statement?.sql ?? '';
  // A read is not among them, and comes before them.
  const failedAt =
    statement === null
      ? statements.length
      : Math.max(0, (statements as readonly FailedStatement[]).indexOf(statement));
  const before = statements.slice(0, failedAt);
  const remedy =
    open !== undefined && schema !== null && aboutName.test(error)
      ? await onSchema({ schema, statements: before }, open, (names) => remedyFor(sql, error, names))
      : remedyFor(sql, error);
  return { ...failure, statement, ...(remedy === undefined ? {} : { remedy }) };
}

// D1 reports a text that it cannot read without saying which one it is, and before it runs anything.
function onlyOneWith(error: string, statements: readonly RecordedStatement[]): RecordedStatement | null {
  const [found, ...others] = statements.filter(({ sql }) => hasErrorAtOffset(sql, error));
  return others.length > 0 ? null : (found ?? null);
}

const aboutName = /\bno such\b|\bhas no column named\b/;

/** Calls `work` with the names in the schema after the statements, which are run on a scratch database for that. */
async function onSchema<T>(
  { schema, statements }: FailurePlace,
  open: OpenScratch,
  work: (names: SchemaNames) => T,
): Promise<T> {
  const replica = await SchemaReplica.like(
    { open, rules: noRules, remedyFor: noRemedy },
    schema?.objects ?? [],
  );
  try {
    await replica.follow(statements);
    return work(schemaNames(replica.schema));
  } finally {
    replica.close();
  }
}
