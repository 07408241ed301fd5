// Which migrations a squash replaces, and its name. Pure.

import { findMigration } from '../migration/find-by-name.ts';
import { compareMigrationNames, parseMigrationName } from '../migration/migration.ts';
import { changedFiles, partialMigrations, renamedFiles, replacedMigrations } from '../plan/errors.ts';
import type { MigrationState, MigrationStatus } from '../plan/status.ts';
import { squashNothing, squashOutOfOrder, squashUnapplied } from './errors.ts';

/**
 * The files up to the one that `to` names, or else up to the newest applied one. The database has run all of them or,
 * with `to`, none of them, so that it can continue with the squashed one. Throws MIGRATION.NOT_FOUND,
 * MIGRATION.NAME_AMBIGUOUS, MIGRATION.PARTIAL, MIGRATION.RENAMED, MIGRATION.CHANGED, MIGRATION.REPLACED,
 * SQUASH.UNAPPLIED and SQUASH.NOTHING.
 */
export function chooseReplaced(
  statuses: readonly MigrationStatus[],
  files: readonly string[],
  to: string | undefined,
): readonly string[] {
  const last = to === undefined ? newestApplied(statuses) : findMigration(to, files);
  const chosen = files.filter((name) => last !== undefined && compareMigrationNames(name, last) <= 0);
  const inState = (state: MigrationState) =>
    statuses
      .filter((status) => status.state === state && chosen.includes(status.name))
      .map(({ name }) => name);
  const replacedNames = statuses.filter(({ state }) => state === 'replaced').map(({ name }) => name);
  if (replacedNames.length > 0) throw replacedMigrations(replacedNames);
  const renamed = statuses.filter(({ state, name }) => state === 'renamed' && chosen.includes(name));
  const [partial, changed, pending] = [inState('partial'), inState('changed'), inState('pending')];
  if (partial.length > 0) throw partialMigrations(partial);
  if (renamed.length > 0) throw renamedFiles(renamed);
  if (changed.length > 0) throw changedFiles(changed);
  if (pending.length > 0 && pending.length < chosen.length) throw squashUnapplied(pending);
  if (chosen.length < 2) throw squashNothing(chosen, to);
  return chosen;
}

/**
 * Has the digits of the last one, so that it sorts in its place. Throws SQUASH.OUT_OF_ORDER if another file would
 * sort before it.
 */
export function squashedName(replaced: readonly string[], files: readonly string[]): string {
  const last = replaced.at(-1) ?? '';
  const digits = parseMigrationName(last)?.timestamp ?? '';
  const shortName = `${digits}_squashed`;
  const name = last === shortName ? `${shortName}_again` : shortName;
  const others = files.filter((file) => !replaced.includes(file));
  const ahead = others.filter((other) => compareMigrationNames(other, name) <= 0);
  if (ahead.length > 0) throw squashOutOfOrder(name, ahead);
  return name;
}

function newestApplied(statuses: readonly MigrationStatus[]): string | undefined {
  return statuses.filter(({ state }) => state === 'applied' || state === 'changed').at(-1)?.name;
}
