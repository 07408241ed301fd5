// Which pending migrations replace applied ones. Loads modules only if it can matter.
import type { LedgerRows } from '../ledger/ledger.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';

/**
 * The name of a pending migration → the names that it replaces, at least one of which is in the ledger and has no
 * file.
 */
export type Replacements = ReadonlyMap<string, readonly string[]>;

export const noReplacements: Replacements = new Map();

/** Loads nothing unless a ledger row has no file and a migration is pending. */
export async function readReplacements(
  entries: readonly MigrationEntry[],
  { rows }: LedgerRows,
): Promise<Replacements> {
  const [recorded, files] = [
    new Set(rows.map((row) => row.migration)),
    new Set(entries.map(({ name }) => name)),
  ];
  const gone = new Set([...recorded].filter((name) => !files.has(name)));
  if (gone.size === 0) return noReplacements;
  const replacements = new Map<string, readonly string[]>();
  for (const entry of entries.filter(({ name }) => !recorded.has(name))) {
    const replaces = await replacesOf(entry);
    if (replaces.some((name) => gone.has(name))) replacements.set(entry.name, replaces);
  }
  return replacements;
}

// A module that cannot be loaded is reported by the run that would apply it, and does not matter before.
async function replacesOf(entry: MigrationEntry): Promise<readonly string[]> {
  try {
    return (await loadMigration(entry)).replaces ?? [];
  } catch {
    return [];
  }
}
