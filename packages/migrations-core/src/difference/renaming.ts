// The steps of renames, with what they need. SQLite refuses to rename a column that a view shows to another view, so these
// views are dropped before it then; the steps that follow create them as the wanted schema has them.
import { nameKey } from '@roostjs/internal-sql';
import { usersOf } from '../rebuild/dependents.ts';
import { isStepFailed } from './errors.ts';
import { type Model, modelOf } from './model.ts';
import { droppedUsers } from './objects.ts';
import type { Rename } from './renames.ts';
import { resetObjects } from './reset.ts';
import { type Schema, type ScratchSettings, schemaAfter } from './scratch-schema.ts';
import type { DifferenceStep } from './step.ts';

export type Renaming = { readonly steps: readonly DifferenceStep[]; readonly after: Schema };

/** `renames`: those of `steps`. Throws DIFFERENCE.STEP_FAILED. */
export async function renamingOf(
  scratch: ScratchSettings,
  from: Schema,
  renames: readonly Rename[],
  steps: readonly DifferenceStep[],
): Promise<Renaming> {
  if (steps.length === 0) return { steps, after: from };
  try {
    return { steps, after: await schemaAfter(scratch, from, steps) };
  } catch (error) {
    if (!isStepFailed(error)) throw error;
    const all = [...droppedUsers(viewsInTheWay(modelOf(from), renames)), ...steps];
    return { steps: all, after: await schemaAfter(scratch, from, all) };
  }
}

function viewsInTheWay(from: Model, renames: readonly Rename[]): ReturnType<typeof usersOf> {
  const present = [...from.views.values(), ...from.triggers.values()];
  const users = renames.flatMap(({ table, from: name }) => usersOf(table ?? name, present));
  const views = new Map(from.views);
  for (const { type, name } of users) if (type === 'view') views.delete(nameKey(name));
  return [...resetObjects(from, { ...from, views })];
}
