// Plans the migrations from one schema to another: as few as possible, each with its way back.
//
// A migration can begin with one rebuild and have no other. So the steps are cut where that would not hold, in either
// direction; the way back of a migration is the difference of the same two schemas the other way round.
import { schemaDifferences } from '../database/schema-diff.ts';
import { isStepFailed, notReached } from './errors.ts';
import { modelOf } from './model.ts';
import { planDifference } from './plan.ts';
import { type Rename, renameSteps, undone } from './renames.ts';
import { renamingOf } from './renaming.ts';
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
      throw notReached(differing(current, to));
    planned.push(next);
    current = next.to;
    waiting = [];
  }
  const end = modelOf(to);
  return planned.map(({ renamed, ...trip }) => ({
    ...trip,
    obstacle: obstacleTo(modelOf(renamed), modelOf(trip.to), end),
  }));
}

function differing(from: Schema, to: Schema): readonly string[] {
  return schemaDifferences(from, to).map(({ type, name }) => `${type} '${name}'`);
}

/** `renamed`: the schema before it with the new names. */
type RoundTrip = Omit<PlannedMigration, 'obstacle'> & { readonly renamed: Schema };

/** The longest beginning of the steps that is one migration in both directions. */
async function nextMigration(
  scratch: ScratchSettings,
  from: Schema,
  to: Schema,
  renames: readonly Rename[],
): Promise<RoundTrip> {
  const renaming = await renamingOf(scratch, from, renames, renameSteps(renames));
  const steps = [...renaming.steps, ...planDifference(modelOf(renaming.after), modelOf(to))];
  if (steps.length === 0) throw notReached(differing(from, to));
  const shortest = Math.max(1, renaming.steps.length);
  let failure: unknown = new Error('A single step must fit in one migration.');
  for (let length = steps.length; length >= shortest; length -= 1) {
    try {
      const migration = await migrationOf(scratch, from, steps.slice(0, length), renames);
      if (migration !== null) return { ...migration, renamed: renaming.after };
    } catch (error) {
      // Between two steps a view may be broken, from where no way leads back.
      if (!isStepFailed(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

/** null if the steps, or those back, do not fit in one. */
async function migrationOf(
  scratch: ScratchSettings,
  from: Schema,
  up: readonly DifferenceStep[],
  renames: readonly Rename[],
): Promise<Omit<RoundTrip, 'renamed'> | null> {
  if (!fitInOne(up)) return null;
  const to = await schemaAfter(scratch, from, up);
  const back = undone(renames);
  const renaming = await renamingOf(scratch, to, back.renames, back.steps);
  const down = [...renaming.steps, ...planDifference(modelOf(renaming.after), modelOf(from))];
  return fitInOne(down) ? { up, down, from, to } : null;
}
