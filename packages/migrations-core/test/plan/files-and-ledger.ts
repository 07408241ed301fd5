// The two things that a plan is made of: files by name, and a ledger by the names in its rows.
import type { Ledger, LedgerRow } from '../../src/ledger/ledger.ts';

const load = async (): Promise<unknown> => undefined;
export const files = (...names: readonly string[]) => names.map((name) => ({ name, load }));

/** A ledger of `name`, `name@batch` or `name@batch!` (partial), in order of id. */
export function ledgerOf(...rows: readonly string[]): Ledger {
  return {
    table: 'migrations',
    wranglerTable: null,
    wranglerFile: '.sql',
    trustAtomicBatches: true,
    install: [],
    rows: rows.map(rowOf),
    triggers: [],
    schema: [],
    snapshotDifference: { before: [], now: [] },
    drift: null,
    isWranglerSynced: false,
    onlyInWranglers: null,
    foreignLedgers: [],
  };
}

function rowOf(text: string, index: number): LedgerRow {
  const [name = '', batch = '1'] = text.replace('!', '').split('@');
  const state = text.endsWith('!') ? 'partial' : 'applied';
  return {
    id: index + 1,
    migration: name,
    batch: Number(batch),
    state,
    checksum: null,
    runId: 'r',
    appliedAt: null,
    down: 'none',
    statements: null,
    environment: null,
  };
}
