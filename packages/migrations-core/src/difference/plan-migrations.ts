// Plans the migrations from one schema to another: as few as possible, each with its way back.
//
// A migration can begin with one rebuild and have no other. So the steps are cut where that would not hold, in either
// direction; the way back of a migration is the difference of the same two schemas the other way round.
import { schemaDifferences } from '../database/schema-diff.ts';
import { notReached } from './errors.ts';
import { modelOf } from './model.ts';
import { planDifference } from './plan.ts';
import { type Rename, renameBackSteps, renameSteps } from './renames.ts';
import { type Schema, type ScratchSettings, schemaAfter } from './scratch-schema.ts';
import { type DifferenceStep, fitInOne } from './step.ts';
import { obstacleTo } from './way-back.ts';

export type PlannedMigration = {
  readonly up: readonly DifferenceStep[];
  readonly down: readonly DifferenceStep[];
  /** The schemas before and after it. */
  readonly from: Schema;
  readonly to: Schema;
  /** Why it has no way back, as a clause; null if it has one. */
  readonly obstacle: string | null;
};

/** Empty if the schemas do not differ. Throws DIFFERENCE.* and REBUILD.UNREADABLE. */
export async function planMigrations(
  scratch: ScratchSettings,
  from: Schema,
  to: Schema,
  renames: readonly Rename[],
): Promise<readonly PlannedMigration[]> {
  const planned: RoundTrip[] = [];
  let current = from;
  let waiting = renames;
  while (schemaDifferences(current, to).length > 0) {
    const next = await nextMigration(scratch, current, to, waiting);
    if (planned.length > 2 * (from.length + to.length) || schemaDifferences(current, next.to).length === 0)
      throw notReached(schemaDifferences(current, to).map(({ type, name }) => `${type} '${name}'`));
    planned.push(next);
    current = next.to;
    waiting = [];
  }
  const end = modelOf(to);
  return planned.map((trip) => ({
    ...trip,
    obstacle: obstacleTo(modelOf(trip.from), modelOf(trip.to), end),
  }));
}

type RoundTrip = Omit<PlannedMigration, 'obstacle'>;

/** The longest beginning of the steps that is one migration in both directions. */
async function nextMigration(
  scratch: ScratchSettings,
  from: Schema,
  to: Schema,
  renames: readonly Rename[],
): Promise<RoundTrip> {
  const renaming = renameSteps(renames);
  const steps = [...renaming, ...(await difference(scratch, from, to, renaming))];
  const first = Math.max(1, renaming.length);
  const whole = await migrationOf(scratch, from, steps, renames);
  if (whole !== null) return whole;
  let longest = await migrationOf(scratch, from, steps.slice(0, first), renames);
  for (let length = first + 1; length < steps.length; length += 1) {
    const longer = await migrationOf(scratch, from, steps.slice(0, length), renames);
    if (longer === null) break;
    longest = longer;
  }
  if (longest === null) throw new Error('A single step must fit in one migration.');
  return longest;
}

/** null if the steps, or those back, do not fit in one. */
async function migrationOf(
  scratch: ScratchSettings,
  from: Schema,
  up: readonly DifferenceStep[],
  renames: readonly Rename[],
): Promise<RoundTrip | null> {
  if (!fitInOne(up)) return null;
  const to = await schemaAfter(scratch, from, up);
  const back = renameBackSteps(renames);
  const down = [...back, ...(await difference(scratch, to, from, back))];
  return fitInOne(down) ? { up, down, from, to } : null;
}

async function difference(
  scratch: ScratchSettings,
  from: Schema,
  to: Schema,
  renaming: readonly DifferenceStep[],
): Promise<readonly DifferenceStep[]> {
  const renamed = renaming.length === 0 ? from : await schemaAfter(scratch, from, renaming);
  return planDifference(modelOf(renamed), modelOf(to));
}
