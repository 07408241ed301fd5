// Finds applied migrations whose file has another name now, by the checksum of the text. Pure.
import type { LedgerRow, LedgerRows } from '../ledger/ledger.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { changeOf } from './changed-files.ts';

export type Rename = {
  /** The names under which the file's text was applied, and whose own files are gone or have another text. */
  readonly from: readonly string[];
  /** The row of the applied migration; undefined if it is not clear which one. */
  readonly row: LedgerRow | undefined;
};

/** By the current name of the file. */
export type Renames = ReadonlyMap<string, Rename>;

/**
 * Leaves out a migration that ran no statement: nothing of it can run twice, and every new file from the same
 * template has its text.
 */
export function renamesIn(entries: readonly MigrationEntry[], { rows }: LedgerRows): Renames {
  const files = new Map(entries.map((entry) => [entry.name, entry]));
  const displaced = rows.filter((row) => isDisplaced(row, files.get(row.migration)));
  // Reading `checksum` reads the file, which is not needed if no row is displaced.
  if (displaced.length === 0) return new Map();
  const recorded = new Map(rows.map((row) => [row.migration, row]));
  const candidates = entries.filter((entry) => isCandidate(entry, recorded.get(entry.name)));
  const renames = new Map<string, Rename>();
  for (const checksum of new Set(displaced.map((row) => row.checksum))) {
    const old = displaced
      .filter((row) => row.checksum === checksum)
      .sort((a, b) => compareMigrationNames(a.migration, b.migration));
    const present = candidates.filter((entry) => entry.checksum === checksum);
    // Files with the same text are interchangeable: if there are as many as before, they are paired in their order.
    const isClear = old.length === present.length;
    for (const [index, { name }] of present.entries()) {
      const row = isClear ? old[index] : undefined;
      renames.set(name, { from: (row === undefined ? old : [row]).map(({ migration }) => migration), row });
    }
  }
  return withoutOccupied(renames, recorded);
}

function isDisplaced(row: LedgerRow, entry: MigrationEntry | undefined): boolean {
  if (row.checksum === null || row.state === 'partial' || row.statements === 0) return false;
  return entry === undefined || changeOf(entry, row) !== undefined;
}

function isCandidate(entry: MigrationEntry, row: LedgerRow | undefined): boolean {
  if (row === undefined) return true;
  return row.state === 'applied' && changeOf(entry, row) !== undefined;
}

// A file whose name belongs to another applied migration, which has not been renamed itself, is a changed file and
// not a renamed one.
function withoutOccupied(renames: Renames, recorded: ReadonlyMap<string, LedgerRow>): Renames {
  const freed = new Set([...renames.values()].map(({ row }) => row?.migration));
  const free = [...renames].filter(([name]) => {
    const occupant = recorded.get(name);
    return occupant === undefined || occupant.statements === 0 || freed.has(name);
  });
  return free.length === renames.size ? renames : withoutOccupied(new Map(free), recorded);
}
