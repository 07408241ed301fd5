// The statements that each step of a plan would run, without running them.
import type { SqlDatabase } from '../database/d1.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import { messageOf } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { Plan } from '../plan/types.ts';
import { record } from '../record/record.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { type EmptyLossesByName, withEmpty } from '../run/empty-losses.ts';
import { ledgerTouched } from '../run/errors.ts';
import type { PretendedGroup, PretendedStep, PretendReport } from '../run/report.ts';
import { previewLosses } from './count-losses.ts';
import type { RunLinter } from './lint-run.ts';

/**
 * Writes nothing. Throws MIGRATION.TOUCHES_LEDGER. A step that fails while it is recorded is reported with the
 * reason, and the steps after it are recorded too.
 */
export async function pretendPlan(
  database: SqlDatabase,
  ledger: Ledger,
  plan: Plan,
  loaded: LoadedMigrations,
  linter: RunLinter | null,
): Promise<PretendReport> {
  const steps: PretendedStep[] = [];
  for (const step of plan.steps) {
    const migration = loadedFor(step, loaded);
    if (step.replaces !== undefined) {
      steps.push({ ...step, statements: [], unknown: null });
      continue;
    }
    // Until a step writes, the database is as the next step will find it.
    const isUntouched = plan.wipe === null && steps.every((before) => before.statements?.length === 0);
    const reads = isUntouched ? 'allowed' : 'refused';
    const recorded = await record(database, migration, step.direction, reads);
    if (recorded.kind === 'recorded') {
      const touching = touchingLedger(ledger, recorded.statements);
      if (touching !== undefined) throw ledgerTouched(step, touching);
      const isKnown = steps.every((before) => before.statements !== null);
      if (linter !== null && isKnown) await linter.follow(migration, recorded.statements);
      const statements = recorded.statements.map(({ sql, values }) => ({ sql, values }));
      const groups = groupsOf(recorded.statements);
      steps.push({ ...step, statements, unknown: null, ...(groups.length === 0 ? {} : { groups }) });
    } else {
      steps.push({ ...step, statements: null, unknown: messageOf(recorded.failure.cause) });
    }
  }
  const before = new SchemaIndex(ledger.schema);
  const decided = await linter?.decideAhead(database, () => before);
  const { findings, empty } = decided ?? { findings: [], empty: new Map() };
  const { action, wipe, warnings } = plan;
  const stepsToPreview = steps.map((step) => ({ step, statements: step.statements }));
  const { losses } = await previewLosses(database, ledger, wipe, stepsToPreview);
  const shown = withEmpty(steps, empty).map((step) => withAssertions(step, empty));
  return { action, pretend: true, wipe, steps: shown, warnings, findings, losses };
}

function withAssertions(step: PretendedStep, empty: EmptyLossesByName): PretendedStep {
  const assertions = (empty.get(step.name)?.assertions ?? []).map(({ sql, values }) => ({ sql, values }));
  const { statements, groups } = step;
  if (statements === null || assertions.length === 0) return step;
  const moved = groups?.map((group) => ({ ...group, first: group.first + assertions.length }));
  return {
    ...step,
    statements: [...assertions, ...statements],
    ...(moved === undefined ? {} : { groups: moved }),
  };
}

/** The statements of a batch come one after the other. */
function groupsOf(statements: readonly RecordedStatement[]): readonly PretendedGroup[] {
  const groups = new Set(statements.flatMap(({ group }) => group ?? []));
  return Array.from(groups, (group) => {
    const indexes = statements.flatMap((statement, index) => (statement.group === group ? [index] : []));
    return { does: group.does, first: indexes[0] ?? 0, count: indexes.length };
  });
}
