// Which migrations are tried, and which of them stand on the database already.
import type { Ledger } from '../ledger/ledger.ts';
import { loadMigration } from '../load.ts';
import { nextBatch } from '../plan.ts';
import type { MigrationEntry } from '../source.ts';

export type Tried = { readonly entry: MigrationEntry; readonly isReversible: boolean };

/** In the order of names. */
export function pendingIn(entries: readonly MigrationEntry[], ledger: Ledger): readonly MigrationEntry[] {
  const recorded = new Set(ledger.rows.map(({ migration }) => migration));
  return entries.filter(({ name }) => !recorded.has(name));
}

/** Newest first, up to the first that has no file any more. */
export function lastBatchIn(entries: readonly MigrationEntry[], ledger: Ledger): readonly MigrationEntry[] {
  const last = nextBatch(ledger) - 1;
  const found: MigrationEntry[] = [];
  for (const { migration, batch } of [...ledger.rows].reverse()) {
    const entry = entryOf(migration, entries);
    if (batch !== last || entry === undefined) break;
    found.push(entry);
  }
  return found;
}

/** Those that are applied and have a file, in the order in which they were. */
export function standingIn(entries: readonly MigrationEntry[], ledger: Ledger): readonly MigrationEntry[] {
  return ledger.rows.flatMap(({ migration }) => entryOf(migration, entries) ?? []);
}

/** A module is loaded once for all its calls. Throws what loading throws. */
export async function loaded(entry: MigrationEntry): Promise<Tried> {
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
