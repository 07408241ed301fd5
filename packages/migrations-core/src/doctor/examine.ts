// Checks on a real database the guarantees that Roost relies on, instead of trusting the documentation.
import type { SqlDatabase } from '../database/d1.ts';
import { isRoostError, messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { type LedgerSettings, type WranglerFile, wranglerFiles } from '../ledger/ledger-settings.ts';
import { aBoolean, aDatabase, aText, checkOptions, type OptionSpecs, oneOf } from '../options.ts';
import { batchLeavesNothing, foreignKeysHold, triggersStayWhole } from './batches.ts';
import type { Check, CheckResult } from './finding.ts';
import { fileIsIntact } from './integrity.ts';
import { ledgerIsReadable, wranglerAgrees } from './ledgers.ts';
import { valuesKeepTheirTypes } from './values.ts';

export type DatabaseCheckOptions = {
  readonly database: SqlDatabase;
  /** The ledger's table; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger; not checked if omitted. */
  readonly wranglerLedger?: string;
  /** How it names a migration's file: `<name>.sql` by default. */
  readonly wranglerFile?: WranglerFile;
  /** Whether to check the whole file for damage. Meant for a local file: a remote database bills what it reads. */
  readonly checkFile?: boolean;
};

const optionSpecs: OptionSpecs<DatabaseCheckOptions> = {
  database: aDatabase,
  ledger: aText,
  wranglerLedger: aText,
  wranglerFile: oneOf(wranglerFiles),
  checkFile: aBoolean,
};

/**
 * Checks the database and tests its guarantees. The names of its probe tables begin with `roost_doctor_`; they are
 * created and dropped within one batch, or rolled back, and any that a database that is not atomic keeps are dropped
 * afterwards. Throws LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function checkDatabase(options: DatabaseCheckOptions): Promise<readonly CheckResult[]> {
  checkOptions('checkDatabase()', options, optionSpecs);
  const { database, checkFile = false } = options;
  const settings = checkLedgerSettings(options);
  const results: CheckResult[] = [];
  for (const check of [answers(database), ...(checkFile ? [fileIsIntact(database)] : [])]) {
    results.push(await resultOf(check, results));
  }
  const prerequisites = [...results];
  for (const check of checksOf(database, settings)) results.push(await resultOf(check, prerequisites));
  return results;
}

// These checks write, so they are skipped if the database is known to be damaged.
function checksOf(database: SqlDatabase, settings: LedgerSettings): readonly Check[] {
  return [
    batchLeavesNothing(database),
    triggersStayWhole(database),
    valuesKeepTheirTypes(database),
    foreignKeysHold(database),
    ledgerIsReadable(database, settings),
    ...(settings.wranglerTable === null ? [] : [wranglerAgrees(database, settings, settings.wranglerTable)]),
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

/** `prerequisites`: earlier results; unless all are ok, this check is skipped. */
async function resultOf(
  { check, passes, examine }: Check,
  prerequisites: readonly CheckResult[],
): Promise<CheckResult> {
  if (prerequisites.some(({ state }) => state !== 'ok')) {
    return { check, state: 'skipped', message: `not checked: ${passes}`, next: null };
  }
  try {
    const problem = await examine();
    if (problem === undefined) return { check, state: 'ok', message: passes, next: null };
    return { check, state: 'failed', ...problem };
  } catch (error) {
    const next = isRoostError(error) ? error.hint : 'Nothing was kept; run the command again, or report it.';
    return { check, state: 'failed', message: messageOf(error), next };
  }
}
