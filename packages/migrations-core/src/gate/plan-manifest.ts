// The manifest of a folder: what code that is built with it needs of its database. Pure.
import { compareMigrationNames } from '../migration/migration.ts';
import type { FolderMigration } from '../phase/folder-phases.ts';
import { newestInvalid } from './errors.ts';
import type { SchemaManifest } from './manifest.ts';

/** A Worker asks for no more. The older ones have long been applied, or these would not be. */
export const mostNeeds = 50;

/**
 * The code needs every migration that is not a pure contract, after which it is meant to run as well as before it. A rename
 * is one that it needs. `newest`: a name of the folder, or null. Throws GATE.NEWEST_INVALID if the code needs a newer one.
 */
export function planManifest(
  migrations: readonly FolderMigration[],
  ledger: string,
  newest: string | null = null,
): SchemaManifest {
  const needed = migrations.filter(isNeeded).slice(-mostNeeds);
  const [oldest] = needed;
  const since =
    needed.length < mostNeeds || oldest === undefined
      ? migrations
      : migrations.slice(migrations.indexOf(oldest));
  const last = needed.at(-1)?.name;
  if (newest !== null && last !== undefined && compareMigrationNames(last, newest) > 0)
    throw newestInvalid(newest, last);
  return {
    format: 1,
    ledger,
    needs: namesOf(needed),
    contracts: namesOf(since.filter((one) => !isNeeded(one))),
    replaces: Object.fromEntries(
      needed
        .filter(({ replaces }) => replaces.length > 0)
        .map(({ name, replaces }) => [name, replaces.slice(-mostNeeds)]),
    ),
    head: migrations.at(-1)?.name ?? null,
    newest,
  };
}

function isNeeded({ phase, declared, renames }: FolderMigration): boolean {
  return phase !== 'contract' || (renames && declared === null);
}

function namesOf(migrations: readonly FolderMigration[]): readonly string[] {
  return migrations.map(({ name }) => name);
}
