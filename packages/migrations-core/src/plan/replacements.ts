// Which pending migrations stand for others that are recorded already. Loads modules only where it can matter.
import type { Ledger } from '../ledger/ledger.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';

/** The name of a pending migration → the names that it replaces, at least one of which is recorded and has no file. */
export type Replacements = ReadonlyMap<string, readonly string[]>;

export const noReplacements: Replacements = new Map();

/** Loads nothing unless something is recorded that has no file, and something pending. */
export async function readReplacements(
  entries: readonly MigrationEntry[],
  { rows }: Ledger,
): Promise<Replacements> {
  const [recorded, files] = [
    new Set(rows.map((row) => row.migration)),
    new Set(entries.map((it) => it.name)),
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

// What cannot be loaded is told by the run that would take it, and is in nobody's way before.
async function replacesOf(entry: MigrationEntry): Promise<readonly string[]> {
  try {
    return (await loadMigration(entry)).replaces ?? [];
  } catch {
    return [];
  }
}
