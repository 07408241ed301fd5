// What a list of migrations makes of an empty database.
import type { SqlDatabase } from './database.ts';
import type { LedgerSetting } from './ledger/ledger-setting.ts';
import { readLedger } from './ledger/read.ts';
import { loadSteps } from './load-steps.ts';
import { planMigrate } from './plan.ts';
import { Progress } from './progress.ts';
import { noRules } from './rules.ts';
import { runPlan } from './run.ts';
import { noInspection } from './runner/uninspected.ts';
import { readSchema, type SchemaObject } from './schema-objects.ts';
import type { MigrationEntry } from './source.ts';
import { statusOf } from './status.ts';

/** The schema after all of them, on an empty database that is not needed any more. Throws what the run throws. */
export async function replay(
  scratch: SqlDatabase,
  entries: readonly MigrationEntry[],
  setting: LedgerSetting,
): Promise<readonly SchemaObject[]> {
  const ledger = await readLedger(scratch, { ...setting, wranglerTable: null });
  const plan = planMigrate(statusOf(entries, ledger), ledger, { step: false, refuse: [], to: undefined });
  const run = { runId: 'replay', bookmark: null, environment: null, isAgreedOn: false };
  const context = {
    database: scratch,
    rules: noRules,
    interruption: () => undefined,
    inspection: noInspection,
    recorded: { up: new Map(), down: new Map() },
    together: null,
  };
  const loaded = await loadSteps(plan, entries, ledger, scratch);
  await runPlan(
    context,
    ledger,
    plan,
    loaded,
    new Progress(
      plan,
      run,
      () => 0,
      () => {},
    ),
  );
  return readSchema(scratch, setting);
}
