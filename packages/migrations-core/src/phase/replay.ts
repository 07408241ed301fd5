// Replays migrations in an order on scratch databases, and tells the phase of each. Reads and writes nothing else.
import type { SchemaObject } from '../database/schema.ts';
import { messageOf } from '../errors.ts';
import { errorOf } from '../lint/trace/error-of.ts';
import { fillSchema } from '../lint/trace/fill-schema.ts';
import { inOrder, type Schema } from '../lint/trace/schema.ts';
import { type ReplicaSettings, SchemaReplica, type ScratchDatabase } from '../lint/trace/schema-replica.ts';
import type { LoadedMigration } from '../migration/load.ts';
import { record } from '../record/record.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { DeclaredPhase } from './declared-phase.ts';
import { type PhaseReport, phaseOf } from './phase.ts';
import { writtenTables } from './rows.ts';

export type Pending = LoadedMigration & { readonly declared: DeclaredPhase | null };

export type Replay = {
  readonly steps: readonly ReplayedMigration[];
  /** The schema that they lead to. */
  readonly end: readonly SchemaObject[];
};

export type ReplayedMigration = {
  readonly name: string;
  /** null if it fails. */
  readonly report: PhaseReport | null;
  /** Why it fails; otherwise null. */
  readonly problem: string | null;
  /** What it runs on a database without rows; null if that is not known. */
  readonly statements: readonly RecordedStatement[] | null;
};

export async function replayOn(
  settings: ReplicaSettings,
  schema: readonly SchemaObject[],
  migrations: readonly LoadedMigration[],
): Promise<Replay> {
  const replica = await SchemaReplica.like(settings, schema);
  // A migration that reads finds tables without rows here, and what the earlier ones have written.
  const rows = settings.open();
  try {
    await fillSchema(rows, replica.schema.objects);
    const steps: ReplayedMigration[] = [];
    for (const migration of migrations) steps.push(await replayOne(replica, rows, migration));
    return { steps, end: replica.schema.objects };
  } finally {
    replica.close();
    rows.close();
  }
}

async function replayOne(
  replica: SchemaReplica,
  rows: ScratchDatabase,
  migration: LoadedMigration,
): Promise<ReplayedMigration> {
  const { name } = migration;
  const recorded = await record(rows, migration, 'up', 'allowed');
  if (recorded.kind === 'failed')
    return { name, report: null, problem: messageOf(recorded.failure.cause), statements: null };
  const before = replica.schema;
  const steps = await replica.follow(recorded.statements);
  for (const sql of recorded.statements) await errorOf(rows, sql);
  const failed = steps.find(({ error }) => error !== null);
  if (failed !== undefined)
    return { name, report: null, problem: failed.error, statements: recorded.statements };
  const texts = recorded.statements.map(({ sql }) => sql);
  const written = writtenTables(steps.map(({ form }) => form));
  const parts = changedParts(before, replica.schema, written);
  return {
    name,
    report: phaseOf({ ...parts, statements: texts }),
    problem: null,
    statements: recorded.statements,
  };
}

/**
 * The objects that have changed, the tables and views that they are on, with all that is on these, and the tables of which only rows
 * have changed.
 */
function changedParts(
  before: Schema,
  after: Schema,
  written: readonly string[],
): { readonly before: readonly SchemaObject[]; readonly after: readonly SchemaObject[] } {
  const change = after.changedSince(before);
  if (change === null) return { before: before.objects, after: after.objects };
  const names = new Set([...written, ...change.objects.flatMap(({ name, on }) => [name, on])]);
  const parts = (schema: Schema): readonly SchemaObject[] =>
    inOrder(new Set([...names].flatMap((name) => [...schema.named(name), ...schema.objectsOn(name)])));
  return { before: parts(before), after: parts(after) };
}
