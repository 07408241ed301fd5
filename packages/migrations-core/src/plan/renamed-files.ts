// Applied migrations whose file bears another name now: the text is known by its checksum. Pure.

import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { changeOf } from './changed-files.ts';

export type Rename = {
  /** The names under which the file's text was applied, and whose own files are gone or hold another text. */
  readonly from: readonly string[];
  /** The row that it was applied as; undefined where it is not clear which one. */
  readonly row: LedgerRow | undefined;
};

/** By the present name of the file. */
export type Renames = ReadonlyMap<string, Rename>;

/**
 * A migration that ran no statement is left out: nothing of it can run twice, and every new file from the same template has
 * its text.
 */
export function renamesIn(entries: readonly MigrationEntry[], { rows }: Ledger): Renames {
  const files = new Map(entries.map((entry) => [entry.name, entry]));
  const displaced = rows.filter((row) => isDisplaced(row, files.get(row.migration)));
  // A file is read when it is asked for its checksum: not where nothing is amiss.
  if (displaced.length === 0) return new Map();
  const recorded = new Map(rows.map((row) => [row.migration, row]));
  const strangers = entries.filter((entry) => isStranger(entry, recorded.get(entry.name)));
  const renames = new Map<string, Rename>();
  for (const checksum of new Set(displaced.map((row) => row.checksum))) {
    const old = displaced
      .filter((row) => row.checksum === checksum)
      .sort((a, b) => compareMigrationNames(a.migration, b.migration));
    const present = strangers.filter((entry) => entry.checksum === checksum);
    // Files of one text stand for each other: as many as there were are paired in their order.
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

function isStranger(entry: MigrationEntry, row: LedgerRow | undefined): boolean {
  if (row === undefined) return true;
  return row.state === 'applied' && changeOf(entry, row) !== undefined;
}

// A name that belongs to another applied migration, one that has no other name now, is no new name but a changed file.
function withoutOccupied(renames: Renames, recorded: ReadonlyMap<string, LedgerRow>): Renames {
  const freed = new Set([...renames.values()].map(({ row }) => row?.migration));
  const free = [...renames].filter(([name]) => {
    const occupant = recorded.get(name);
    return occupant === undefined || occupant.statements === 0 || freed.has(name);
  });
  return free.length === renames.size ? renames : withoutOccupied(new Map(free), recorded);
}
