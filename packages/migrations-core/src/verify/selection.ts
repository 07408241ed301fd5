// Which migrations are verified, and which are already applied to the database.

import type { Ledger } from '../ledger/ledger.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { isPendingAgain } from '../plan/changed-files.ts';
import { nextBatch } from '../plan/plan.ts';

export type Candidate = { readonly entry: MigrationEntry; readonly isReversible: boolean };

/** In the order of names. */
export function pendingIn(ledger: Ledger, entries: readonly MigrationEntry[]): readonly MigrationEntry[] {
  return entries.filter((entry) => !isApplied(entry, ledger));
}

/** Newest first, up to the first one that no longer has a file, or that is to be applied again. */
export function lastBatchIn(ledger: Ledger, entries: readonly MigrationEntry[]): readonly MigrationEntry[] {
  const last = nextBatch(ledger) - 1;
  const newestFirst: MigrationEntry[] = [];
  for (const { migration, batch } of [...ledger.rows].reverse()) {
    const entry = entryOf(migration, entries);
    if (batch !== last || entry === undefined || !isApplied(entry, ledger)) break;
    newestFirst.push(entry);
  }
  return newestFirst;
}

/** The applied migrations that have a file, in the order in which they were applied. */
export function appliedWithFile(
  ledger: Ledger,
  entries: readonly MigrationEntry[],
): readonly MigrationEntry[] {
  const applied = entries.filter((entry) => isApplied(entry, ledger));
  return ledger.rows.flatMap(({ migration }) => entryOf(migration, applied) ?? []);
}

function isApplied(entry: MigrationEntry, { rows }: Ledger): boolean {
  const row = rows.find(({ migration }) => migration === entry.name);
  return row !== undefined && !isPendingAgain(entry, row);
}

/** A module is loaded once for all its calls. Throws whatever loading throws. */
export async function loaded(entry: MigrationEntry): Promise<Candidate> {
  const { name, checksum } = entry;
  const migration = await loadMigration(entry);
  const load = async () => migration;
  return {
    entry: checksum === undefined ? { name, load } : { name, checksum, load },
    isReversible: migration.down !== undefined,
  };
}

function entryOf(migration: string, entries: readonly MigrationEntry[]): MigrationEntry | undefined {
  return entries.find(({ name }) => name === migration);
}
