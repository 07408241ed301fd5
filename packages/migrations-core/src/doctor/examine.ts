// Proves on a real database what Roost stands on, instead of taking it from a page.
import type { SqlDatabase } from '../database/d1.ts';
import { isRoostError, messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { aBoolean, aDatabase, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { batchLeavesNothing, foreignKeysHold, triggersStayWhole } from './batches.ts';
import type { Check, CheckResult } from './finding.ts';
import { fileIsIntact } from './integrity.ts';
import { ledgerIsReadable, wranglerAgrees } from './ledgers.ts';
import { valuesKeepTheirTypes } from './values.ts';

export type DatabaseCheckOptions = {
  readonly database: SqlDatabase;
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /** Wrangler's own ledger; not looked at unless given. */
  readonly wranglerLedger?: string;
  /** Whether to read the whole file for damage: for a local one, since a remote database bills what it reads. */
  readonly checkFile?: boolean;
};

const taken: OptionSpecs<DatabaseCheckOptions> = {
  database: aDatabase,
  ledger: aText,
  wranglerLedger: aText,
  checkFile: aBoolean,
};

/**
 * Looks at the database and tries out what it promises. Its probe tables begin with `roost_doctor_`; they are made and
 * dropped within one batch, or rolled back, and what a database that is not atomic keeps of them is dropped afterwards.
 * Throws LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function checkDatabase(options: DatabaseCheckOptions): Promise<readonly CheckResult[]> {
  checkOptions('checkDatabase()', options, taken);
  const { database, checkFile = false } = options;
  const setting = checkLedgerSettings(options);
  const findings: CheckResult[] = [];
  for (const check of [answers(database), ...(checkFile ? [fileIsIntact(database)] : [])]) {
    findings.push(await findingOf(check, findings));
  }
  const prerequisites = [...findings];
  for (const check of checksOf(database, setting)) findings.push(await findingOf(check, prerequisites));
  return findings;
}

// These write: nothing is asked of a database that is known to be damaged.
function checksOf(database: SqlDatabase, setting: LedgerSettings): readonly Check[] {
  return [
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
    passes: 'the database answers',
    examine: async () => {
      await database.prepare('SELECT 1').all();
      return undefined;
    },
  };
}

/** `groundwork`: what was found before, without which this check is skipped. */
async function findingOf(
  { check, passes, examine }: Check,
  groundwork: readonly CheckResult[],
): Promise<CheckResult> {
  if (groundwork.some(({ state }) => state !== 'ok')) {
    return { check, state: 'skipped', message: `not examined: ${passes}`, next: null };
  }
  try {
    const complaint = await examine();
    if (complaint === undefined) return { check, state: 'ok', message: passes, next: null };
    return { check, state: 'failed', ...complaint };
  } catch (error) {
    const next = isRoostError(error)
      ? error.hint
      : 'Nothing of it was kept; run the command again, or report it.';
    return { check, state: 'failed', message: messageOf(error), next };
  }
}
