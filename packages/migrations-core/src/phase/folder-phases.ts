// The phase of every migration of a folder, found by replaying all of them from nothing. Needs no database.
import { noRemedy, noRules } from '../database/rules.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { listMigrations, type MigrationSource } from '../migration/source.ts';
import { loadPending, type PendingPhase, phaseFor } from './pending-phases.ts';
import { type Pending, replayOn } from './replay.ts';

export type FolderMigration = PendingPhase & {
  /** Whether it gives something a new name, which new code needs, and old code cannot have. */
  readonly renames: boolean;
  /** What it replaces; empty if it is not squashed. */
  readonly replaces: readonly string[];
};

/** In their order. Throws PHASE.INVALID, and what listing and loading throw. */
export async function folderPhases(
  migrations: MigrationSource,
  open: OpenScratch,
): Promise<readonly FolderMigration[]> {
  const loaded: Pending[] = [];
  for (const entry of await listMigrations(migrations)) loaded.push(await loadPending(entry));
  const { steps } = await replayOn({ open, rules: noRules, remedyFor: noRemedy }, [], loaded);
  return steps.map((step, at) => ({
    ...phaseFor(step, loaded[at]?.declared ?? null),
    renames: step.report?.renames ?? false,
    replaces: loaded[at]?.migration.replaces ?? [],
  }));
}
