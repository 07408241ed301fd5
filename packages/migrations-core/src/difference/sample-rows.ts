// Rows for the tables of a schema: as many as the steps of the migrations succeed on. What they cannot take, such as NULL
// in a column that becomes NOT NULL, is for the person who writes the data to decide.
import { isRoostError, messageOf } from '@roostjs/internal-errors';
import { nameKey } from '@roostjs/internal-sql';
import { noRemedy, noRules } from '../database/rules.ts';
import { relevantObjects } from '../lint/trace/relevant-objects.ts';
import { inOrder, tableIn } from '../lint/trace/schema.ts';
import { SchemaReplica } from '../lint/trace/schema-replica.ts';
import { insertsOf, type Row } from '../lint/trial/rows.ts';
import { sampleOf } from '../lint/trial/sample.ts';
import { createSample } from '../lint/trial/trial-run.ts';
import { type Schema, type ScratchSettings, takeSteps } from './scratch-schema.ts';
import type { DifferenceStep } from './step.ts';

/** The INSERT statements. */
export async function sampleInserts(
  scratch: ScratchSettings,
  schema: Schema,
  steps: readonly DifferenceStep[],
): Promise<readonly string[]> {
  const rows = await sampleRows(scratch, schema, steps);
  if (rows.length === 0 || (await succeed(scratch, schema, rows, steps))) return insertsOf(rows);
  let accepted: readonly Row[] = [];
  const add = async (some: readonly Row[]): Promise<boolean> => {
    const wanted = new Set([...accepted, ...some]);
    const whole = rows.filter((row) => wanted.has(row));
    const isAccepted = await succeed(scratch, schema, whole, steps);
    if (isAccepted) accepted = whole;
    return isAccepted;
  };
  const groups = Map.groupBy(rows, ({ group, place }) => `${group} ${place}`);
  for (const some of groups.values()) if (!(await add(some))) for (const row of some) await add([row]);
  return insertsOf(accepted);
}

/** For the tables that the steps can affect: filling all of a large schema takes long. */
async function sampleRows(
  { open }: ScratchSettings,
  schema: Schema,
  steps: readonly DifferenceStep[],
): Promise<readonly Row[]> {
  const replica = await SchemaReplica.like({ open, rules: noRules, remedyFor: noRemedy }, schema);
  const database = open();
  try {
    await createSample(
      database,
      schema.filter(({ type }) => type !== 'trigger'),
      [],
    );
    const texts = steps.map((step) => (step.kind === 'rebuild' ? step.rebuild.create : step.sql));
    const tables = inOrder(relevantObjects(replica.schema, texts)).flatMap(({ type, name }) => {
      const table = type === 'table' ? tableIn(replica.schema, name) : undefined;
      return table === undefined ? [] : [[nameKey(name), table] as const];
    });
    const { rows } = await sampleOf(
      database,
      { start: { tables: new Map(tables) }, ignoresChecks: false },
      [],
      0,
      new Map(),
    );
    return rows.filter(({ group }) => group === 'base' || group === 'null');
  } finally {
    database.close();
    replica.close();
  }
}

async function succeed(
  { open }: ScratchSettings,
  schema: Schema,
  rows: readonly Row[],
  steps: readonly DifferenceStep[],
): Promise<boolean> {
  const database = open();
  try {
    await createSample(database, schema, insertsOf(rows));
    await takeSteps(database, steps);
    return true;
  } catch (error) {
    // Of the schema, the rows or the steps. What fails without any row as well is reported when they are tried.
    if (!isRoostError(error) && !messageOf(error).startsWith('D1_ERROR')) throw error;
    return false;
  } finally {
    database.close();
  }
}
