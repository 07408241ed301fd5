// Proves on a real database what Roost stands on, instead of taking it from a page.
import type { SqlDatabase } from '../database.ts';
import { isRoostError, messageOf } from '../errors.ts';
import type { LedgerSetting } from '../ledger/ledger.ts';
import { checkLedgerName } from '../ledger/table.ts';
import { batchLeavesNothing, foreignKeysHold, triggersStayWhole } from './batches.ts';
import type { Check, Finding } from './finding.ts';
import { ledgerIsReadable, wranglerAgrees } from './ledgers.ts';
import { valuesKeepTheirTypes } from './values.ts';

export type ExaminationOptions = {
  readonly database: SqlDatabase;
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /** Wrangler's own ledger; not looked at unless given. */
  readonly wranglerLedger?: string;
};

/**
 * Looks at the database and tries out what it promises. Its probe tables begin with `roost_doctor_`; they are made and
 * dropped within one batch, or rolled back, and what a database that is not atomic keeps of them is dropped afterwards.
 * Throws LEDGER.NAME_INVALID.
 */
export async function examineDatabase(options: ExaminationOptions): Promise<readonly Finding[]> {
  const { database, ledger = 'migrations', wranglerLedger = null } = options;
  checkLedgerName(ledger);
  const setting = { table: ledger, wranglerTable: wranglerLedger, batches: 'atomic' as const };
  const findings: Finding[] = [];
  for (const check of checksOf(database, setting)) {
    const isCutOff = findings[0]?.state === 'failed';
    findings.push(isCutOff ? skipped(check) : await findingOf(check));
  }
  return findings;
}

function checksOf(database: SqlDatabase, setting: LedgerSetting): readonly Check[] {
  return [
    answers(database),
    batchLeavesNothing(database),
    triggersStayWhole(database),
    valuesKeepTheirTypes(database),
    foreignKeysHold(database),
    ledgerIsReadable(database, setting),
    ...(setting.wranglerTable === null ? [] : [wranglerAgrees(database, setting, setting.wranglerTable)]),
  ];
}

function answers(database: SqlDatabase): Check {
  return {
    check: 'answers',
    holds: 'the database answers',
    examine: async () => {
      await database.prepare('SELECT 1').all();
      return undefined;
    },
  };
}

async function findingOf({ check, holds, examine }: Check): Promise<Finding> {
  try {
    const complaint = await examine();
    if (complaint === undefined) return { check, state: 'ok', says: holds, next: null };
    return { check, state: 'failed', ...complaint };
  } catch (error) {
    const next = isRoostError(error)
      ? error.hint
      : 'Nothing of it was kept; run the command again, or report it.';
    return { check, state: 'failed', says: messageOf(error), next };
  }
}

function skipped({ check, holds }: Check): Finding {
  return { check, state: 'skipped', says: `not examined: ${holds}`, next: null };
}
