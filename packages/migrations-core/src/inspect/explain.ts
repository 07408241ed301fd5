// What to do instead of a statement that failed. The schema that it found is created on a scratch database only if
// the error is about a name.
import { remedyFor } from '@roostjs/internal-sql';
import type { StepFailure } from '../database/failure.ts';
import { noRules } from '../database/rules.ts';
import { messageOf } from '../errors.ts';
import { schemaNames } from '../lint/trace/schema-names.ts';
import { type OpenScratch, SchemaReplica } from '../lint/trace/schema-replica.ts';
import type { FailurePlace } from '../run/inspector.ts';

const aboutName = /\bno such\b|\bhas no column named\b/;

/** `open`: undefined if there is no scratch database. */
export async function explain(
  failure: StepFailure,
  place: FailurePlace,
  open: OpenScratch | undefined,
): Promise<StepFailure> {
  const error = messageOf(failure.cause);
  const sql = failure.statement?.sql ?? '';
  const remedy =
    open !== undefined && place.schema !== null && aboutName.test(error)
      ? await remedyOn(sql, error, place, open)
      : remedyFor(sql, error);
  return remedy === undefined ? failure : { ...failure, remedy };
}

async function remedyOn(
  sql: string,
  error: string,
  { schema, before }: FailurePlace,
  open: OpenScratch,
): Promise<string | undefined> {
  const replica = await SchemaReplica.like({ open, rules: noRules }, schema?.objects ?? []);
  try {
    await replica.follow(before);
    return remedyFor(sql, error, schemaNames(replica.schema));
  } finally {
    replica.close();
  }
}
