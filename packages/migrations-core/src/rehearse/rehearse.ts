// Runs on the real data what a migrate would run, as one batch that its own last statement rolls back.

import { locateFailure } from '../commit/locate-failure.ts';
import { failedAssertion } from '../database/assertion.ts';
import { prepare, type SqlDatabase } from '../database/d1.ts';
import { isRetryable, type StepFailure, statementIndexOf } from '../database/failure.ts';
import { isExpectedFailure, textOfProbe } from '../database/rollback-probe.ts';
import { type DatabaseRules, refusedBy } from '../database/rules.ts';
import { batchLeavesNothing } from '../doctor/batches.ts';
import { isRoostError, messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { ledgerTables } from '../ledger/schema-query.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import type { LoadedMigrations } from '../migration/load.ts';
import type { Plan } from '../plan/types.ts';
import { type RecordedRun, recordSteps } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { ledgerTouched, shown } from '../run/errors.ts';
import { rehearsalUnsafe } from './errors.ts';
import type { Rehearsal, RehearsalFailure, RehearsedTable } from './rehearsal.ts';
import { type Count, type CountedTable, type Counting, rowCounter } from './row-counts.ts';

export type RehearsalContext = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly settings: LedgerSettings;
  /** Finds the statement and what to do instead. */
  readonly explain: (failure: StepFailure, statements: readonly RecordedStatement[]) => Promise<StepFailure>;
  readonly now: () => number;
  /** Unique for each rehearsal. */
  readonly id: string;
};

/**
 * Leaves nothing behind. Throws MIGRATION.REHEARSAL_UNSAFE if a failed batch is seen to leave something, before
 * anything of the run is sent; MIGRATION.TOUCHES_LEDGER; and the database's error if a request was lost or refused.
 */
export async function rehearse(
  context: RehearsalContext,
  plan: Plan,
  loaded: LoadedMigrations,
  before: readonly CountedTable[],
): Promise<Rehearsal> {
  const run = await recordSteps(context.database, plan.steps, loaded);
  refuseTouching(context.settings, run);
  const refused = refusal(context.rules, run);
  if (refused !== null) return rehearsal(plan, run, { failure: refused, tables: [], durationMs: 0 });
  if (run.steps.length === 0) return rehearsal(plan, run, { failure: null, tables: [], durationMs: 0 });
  if (!context.settings.trustAtomicBatches) await assertAtomic(context.database);
  const counts = rowCounter(context.id, ledgerTables(context.settings));
  const started = context.now();
  const first = await send(context.database, counts, run, counts.closeWithTables);
  const durationMs = context.now() - started;
  if (first.kind === 'failed') {
    const failure = await failureOf(context, run, first);
    return rehearsal(plan, run, { failure, tables: [], durationMs });
  }
  const after = JSON.parse(first.text) as readonly CountedTable[];
  const second = await sendCounting(context.database, counts, run, { before, after });
  if (second.kind === 'failed') {
    // The data has changed between the two batches.
    const failure = await failureOf(context, run, second);
    return rehearsal(plan, run, { failure, tables: [], durationMs });
  }
  return rehearsal(plan, run, { ...counted(JSON.parse(second.text) as readonly Count[]), durationMs });
}

type Result = Pick<Rehearsal, 'failure' | 'tables' | 'durationMs'>;

function rehearsal({ warnings }: Plan, { steps, unknown }: RecordedRun, result: Result): Rehearsal {
  return { rehearsed: steps.map(({ step }) => step), notRehearsed: unknown, warnings, ...result };
}

function refuseTouching(settings: LedgerSettings, { steps }: RecordedRun): void {
  for (const { step, statements } of steps) {
    const touching = touchingLedger(settings, statements);
    if (touching !== undefined) throw ledgerTouched(step, touching);
  }
}

// The database would report the same error, for the first such statement.
function refusal(rules: DatabaseRules, { steps }: RecordedRun): RehearsalFailure | null {
  for (const { step, statements } of steps) {
    const [first] = refusedBy(rules, statements);
    if (first === undefined) continue;
    const { number, sql, rule, text, remedy = null } = first;
    const message = `${text} (rule '${rule}')`;
    return { step, statement: { number, sql }, code: 'MIGRATION.REFUSED', message, error: text, remedy };
  }
  return null;
}

async function assertAtomic(database: SqlDatabase): Promise<void> {
  const problem = await batchLeavesNothing(database).examine();
  if (problem !== undefined) throw rehearsalUnsafe(problem.message);
}

type Sent =
  | { readonly kind: 'succeeded'; readonly text: string }
  | { readonly kind: 'failed'; readonly cause: unknown; readonly opening: number };

type Tables = { readonly before: readonly CountedTable[]; readonly after: readonly CountedTable[] };

// If only the second batch fails, the cause may be our own count of a virtual table, so it is sent again without
// these.
async function sendCounting(
  database: SqlDatabase,
  counts: Counting,
  run: RecordedRun,
  { before, after }: Tables,
): Promise<Sent> {
  const sent = await send(database, counts, run, counts.close, { before, after });
  const isOrdinary = ({ isVirtual }: CountedTable): boolean => !isVirtual;
  if (sent.kind === 'succeeded' || [...before, ...after].every(isOrdinary)) return sent;
  const ordinary = { before: before.filter(isOrdinary), after: after.filter(isOrdinary) };
  return send(database, counts, run, counts.close, ordinary);
}

async function send(
  database: SqlDatabase,
  counts: Counting,
  run: RecordedRun,
  close: string,
  tables: Tables = { before: [], after: [] },
): Promise<Sent> {
  const opening = [...counts.opening, ...counts.rowsOf(tables.before, 'before'), counts.violations('before')];
  const closing = [...counts.rowsOf(tables.after, 'after'), counts.violations('after'), close];
  const plain = (sql: string) => prepare(database, { sql, values: [] });
  const bodies = runStatements(run).map(({ bound }) => bound);
  try {
    await database.batch([...opening.map(plain), ...bodies, ...closing.map(plain)]);
  } catch (cause) {
    // An error of the request, or of the database as a whole, does not show what the run would meet.
    if (isRoostError(cause) || isRetryable(cause)) throw cause;
    const text = isExpectedFailure(cause) ? textOfProbe(cause) : undefined;
    return text === undefined
      ? { kind: 'failed', cause, opening: opening.length }
      : { kind: 'succeeded', text };
  }
  throw new Error(`A rehearsal was committed although its last statement must fail: ${close}`);
}

function runStatements({ steps }: RecordedRun): readonly RecordedStatement[] {
  return steps.flatMap(({ statements }) => statements);
}

async function failureOf(
  { database, explain }: RehearsalContext,
  run: RecordedRun,
  { cause, opening }: Extract<Sent, { kind: 'failed' }>,
): Promise<RehearsalFailure> {
  const statements = runStatements(run);
  const index = statementIndexOf(cause);
  const found =
    index === undefined ? await locate(database, statements) : (statements[index - opening] ?? null);
  const asserted = failedAssertion(cause);
  const { statement, remedy = null } =
    asserted === undefined ? await explain({ cause, statement: found }, statements) : { statement: found };
  const step = run.steps.find(({ statements: own }) => own.some((one) => one === statement))?.step ?? null;
  const error = messageOf(cause);
  const code = asserted === undefined ? 'MIGRATION.FAILED' : 'MIGRATION.ASSERTION_FAILED';
  return { step, statement: shown(statement), code, message: asserted ?? error, error, remedy };
}

async function locate(
  database: SqlDatabase,
  statements: readonly RecordedStatement[],
): Promise<RecordedStatement | null> {
  const result = await locateFailure(database, [], statements);
  return result.kind === 'statement' ? result.statement : null;
}

function counted(counts: readonly Count[]): Pick<Rehearsal, 'failure' | 'tables'> {
  const rows = (what: string, name: string): number | null =>
    counts.find(([counted, of]) => counted === what && of === name)?.[2] ?? null;
  const names = [...new Set(counts.map(([, name]) => name))].filter((name) => name !== '').sort();
  const tables: RehearsedTable[] = names.map((name) => ({
    name,
    before: rows('before', name),
    after: rows('after', name),
  }));
  const more = (rows('violations after', '') ?? 0) - (rows('violations before', '') ?? 0);
  const message = `${more} ${more === 1 ? 'row violates' : 'rows violate'} a foreign key at the end, so the commit would fail.`;
  const failure = { step: null, statement: null, message, error: message, remedy: null } as const;
  return { tables, failure: more > 0 ? { ...failure, code: 'MIGRATION.FAILED' } : null };
}
