// The table that a manifest names.
import { checkLedgerSettings } from '@roostjs/internal-core';
import type { Context } from '../context.ts';
import type { LedgerFlags } from '../flags.ts';
import { ledgerTable } from '../project.ts';

/** Throws LEDGER.NAME_INVALID, and CONFIG.INVALID. */
export function projectLedger(context: Pick<Context, 'cwd'>, flags: LedgerFlags): string {
  return checkLedgerSettings({ ledger: ledgerTable(context, flags) }).table;
}
