// Migrations whose file is not the one that was applied. Pure.
import type { LedgerRow } from '../ledger/ledger.ts';
import type { MigrationEntry } from '../migration/source.ts';

export type ChangedFile = {
  readonly name: string;
  /** The checksum when it was applied. */
  readonly recorded: string;
  readonly present: string;
};

/** undefined if file and row agree, or if one of them has no checksum to compare. */
export function changeOf(entry: MigrationEntry, row: LedgerRow): ChangedFile | undefined {
  const { checksum: recorded } = row;
  // Reading `checksum` reads the file.
  const present = recorded === null ? undefined : entry.checksum;
  if (recorded === null || present === undefined || present === recorded) return undefined;
  return { name: entry.name, recorded, present };
}

/** Whether an applied migration ran no statement and its file has changed since: then it is pending again. */
export function isPendingAgain(entry: MigrationEntry, row: LedgerRow): boolean {
  return row.state === 'applied' && row.statements === 0 && changeOf(entry, row) !== undefined;
}
