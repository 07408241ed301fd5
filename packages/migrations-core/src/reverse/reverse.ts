// The statements that undo others: those of a down() for an up(). What cannot be undone with certainty is not undone.
import { firstLine, splitStatements } from '@roostjs/internal-sql';
import { noRemedy, noRules } from '../database/rules.ts';
import type { SchemaObject } from '../database/schema.ts';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import { type OpenScratch, SchemaReplica } from '../lint/trace/schema-replica.ts';
import type { Step } from '../lint/trace/trace.ts';
import { planReverse, type Reverse } from './plan-reverse.ts';

type ReverseOptions = {
  /** The schema before the statements: the objects of sqlite_schema, except SQLite's own. */
  readonly schema: readonly SchemaObject[];
  readonly statements: readonly string[];
  /** Opens an empty database; it is closed again. */
  readonly openScratch: OpenScratch;
};

/**
 * What restores schema and rows as they were before the statements, whatever rows there are: objects that they create
 * are dropped, and names and definitions that they change are restored. Rows that are gone cannot be restored, so the
 * only rows that may be written are those of tables and columns that the same statements create. It is tried on a
 * scratch database.
 */
export async function reverseStatements({
  schema,
  statements,
  openScratch,
}: ReverseOptions): Promise<Reverse> {
  const replica = await SchemaReplica.like(
    { open: openScratch, rules: noRules, remedyFor: noRemedy },
    schema,
  );
  try {
    const before = replica.schema.objects;
    const planned = planReverse(await followOn(replica, statements));
    if (planned.statements === null) return planned;
    const undo = await followOn(replica, planned.statements);
    const problem = problemOf(undo, schemaDifferences(before, replica.schema.objects));
    if (problem === null) return planned;
    return { statements: null, obstacle: { statement: null, message: `what would undo it ${problem}` } };
  } finally {
    replica.close();
  }
}

/** The replica has the statements afterwards. */
export function followOn(replica: SchemaReplica, statements: readonly string[]): Promise<readonly Step[]> {
  const texts = statements.flatMap(splitStatements);
  return replica.follow(texts.map((sql, index) => ({ sql, values: [], number: index + 1 })));
}

function problemOf(undo: readonly Step[], [difference]: readonly SchemaDifference[]): string | null {
  const failed = undo.find(({ error }) => error !== null);
  if (failed !== undefined) return `fails at '${firstLine(failed.sql)}': ${failed.error}`;
  if (difference === undefined) return null;
  return `leaves the ${difference.type} '${difference.name}' ${leftAs[difference.difference]}`;
}

const leftAs = { missing: 'missing', extra: 'there', different: 'different' } as const;
