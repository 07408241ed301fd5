// Schemas on scratch databases: built from their texts, changed by steps, and read.
import { messageOf } from '@roostjs/internal-errors';
import type { SqlDatabase } from '../database/d1.ts';
import { statementIndexOf } from '../database/failure.ts';
import type { DumpedObject } from '../dump/dump.ts';
import { dumpWithout } from '../dump/dump.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { rebuildTable } from '../rebuild/rebuild.ts';
import { stepFailed } from './errors.ts';
import type { DifferenceStep, RebuildStep } from './step.ts';

/** In an order in which they can be created. */
export type Schema = readonly DumpedObject[];

/** How scratch databases are opened, and what on them is not part of a schema. */
export type ScratchSettings = { readonly open: OpenScratch; readonly ledger: LedgerSettings };

export async function readScratch(database: SqlDatabase, ledger: LedgerSettings): Promise<Schema> {
  return (await dumpWithout(database, ledger)).objects;
}

/** The schema after the steps, without any rows. Throws DIFFERENCE.STEP_FAILED. */
export async function schemaAfter(
  { open, ledger }: ScratchSettings,
  schema: Schema,
  steps: readonly DifferenceStep[],
): Promise<Schema> {
  const database = open();
  try {
    if (schema.length > 0) await database.batch(schema.map(({ sql }) => database.prepare(sql)));
    await takeSteps(database, steps);
    return await readScratch(database, ledger);
  } finally {
    database.close();
  }
}

/** Runs them as a migration does: what is no rebuild commits together. Throws DIFFERENCE.STEP_FAILED. */
export async function takeSteps(database: SqlDatabase, steps: readonly DifferenceStep[]): Promise<void> {
  let waiting: string[] = [];
  for (const step of steps) {
    if (step.kind === 'statement') waiting.push(step.sql);
    else {
      await runTogether(database, waiting);
      waiting = [];
      await rebuilt(database, step);
    }
  }
  await runTogether(database, waiting);
}

async function runTogether(database: SqlDatabase, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  try {
    await database.batch(statements.map((sql) => database.prepare(sql)));
  } catch (cause) {
    throw stepFailed(statements[statementIndexOf(cause) ?? 0] ?? '', messageOf(cause), cause);
  }
}

async function rebuilt(database: SqlDatabase, { rebuild }: RebuildStep): Promise<void> {
  try {
    await rebuildTable(database, rebuild);
  } catch (cause) {
    throw stepFailed(`the rebuild of '${rebuild.table}'`, messageOf(cause), cause);
  }
}
