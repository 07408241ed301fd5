// A migration whose file is not as it was when it was applied. Pure.
import type { LedgerRow } from '../ledger/ledger.ts';
import type { MigrationEntry } from '../migration/source.ts';

export type ChangedFile = {
  readonly name: string;
  /** The checksum when it was applied. */
  readonly recorded: string;
  readonly present: string;
};

/** undefined where file and row agree, or one of them has no checksum and so says nothing of the file. */
export function changeOf(entry: MigrationEntry, row: LedgerRow): ChangedFile | undefined {
  const { checksum: recorded } = row;
  // A file is read when it is asked for its checksum.
  const present = recorded === null ? undefined : entry.checksum;
  if (recorded === null || present === undefined || present === recorded) return undefined;
  return { name: entry.name, recorded, present };
}

/** Whether nothing of a recorded migration has ever run, and its file is another by now: then it is yet to be applied. */
export function isPendingAgain(entry: MigrationEntry, row: LedgerRow): boolean {
  return row.state === 'applied' && row.statements === 0 && changeOf(entry, row) !== undefined;
}
