// The schema that a list of migrations creates in an empty database.
import type { SqlDatabase } from '../database/d1.ts';
import { noRules } from '../database/rules.ts';
import type { SchemaObject } from '../database/schema.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { readLedger } from '../ledger/read.ts';
import { readSchema } from '../ledger/schema-query.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { loadSteps } from '../plan/load-plan.ts';
import { planMigrate } from '../plan/plan.ts';
import { statusOf } from '../plan/status.ts';
import { noInspection } from './no-inspection.ts';
import { Progress } from './progress.ts';
import { runPlan, type SchemaListener } from './run.ts';

/**
 * The schema after all of them. `scratch`: an empty database that is discarded afterwards, or one on which some of
 * them were replayed before. Throws what the run throws.
 */
export async function replay(
  scratch: SqlDatabase,
  entries: readonly MigrationEntry[],
  settings: LedgerSettings,
  onSchema?: SchemaListener,
): Promise<readonly SchemaObject[]> {
  const ledger = await readLedger(scratch, { ...settings, wranglerTable: null });
  const plan = planMigrate(statusOf(entries, ledger), ledger, { step: false, failOn: [], to: undefined });
  const run = { runId: 'replay', bookmark: null, environment: null, isApproved: false };
  const context = {
    database: scratch,
    rules: noRules,
    shouldStop: () => undefined,
    inspection: noInspection,
    recorded: { up: new Map(), down: new Map() },
    empty: new Map(),
    together: null,
    onSchema,
  };
  const loaded = await loadSteps(scratch, ledger, plan, entries);
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
  return readSchema(scratch, settings);
}
