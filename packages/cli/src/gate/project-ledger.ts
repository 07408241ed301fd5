// The table that a manifest names.
import { checkLedgerSettings } from '@roostjs/internal-core';
import type { Context } from '../context.ts';
import type { LedgerFlags } from '../flags.ts';
import { ledgerTable } from '../project.ts';

/** Throws LEDGER.NAME_INVALID, and CONFIG.INVALID. */
export async function projectLedger(
  context: Pick<Context, 'cwd' | 'env'>,
  flags: LedgerFlags,
): Promise<string> {
  return checkLedgerSettings({ ledger: await ledgerTable(context, flags) }).table;
}
