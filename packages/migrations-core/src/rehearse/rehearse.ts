// Runs what a migrate would run on the real data, as one batch that is rolled back by its own last statement.

import { locateFailure } from '../commit/locate-failure.ts';
import { prepare, type SqlDatabase } from '../database/d1.ts';
import { isRetryable, statementIndexOf } from '../database/failure.ts';
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
import { ledgerTouched } from '../run/errors.ts';
import { rehearsalUnsafe } from './errors.ts';
import type { Rehearsal, RehearsalFailure, RehearsedTable } from './rehearsal.ts';
import { type Count, type CountedTable, type Counting, rowCounter } from './row-counts.ts';

export type RehearsalContext = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly setting: LedgerSettings;
  readonly now: () => number;
  /** No other rehearsal has it. */
  readonly id: string;
};

/**
 * Leaves nothing. Throws MIGRATION.REHEARSAL_UNSAFE where a failed batch was seen to leave something, before anything of
 * the run is sent, MIGRATION.TOUCHES_LEDGER, and what the database throws of a request that was lost or refused.
 */
export async function rehearse(
  context: RehearsalContext,
  plan: Plan,
  loaded: LoadedMigrations,
  before: readonly CountedTable[],
): Promise<Rehearsal> {
  const run = await recordSteps(context.database, plan.steps, loaded);
  refuseTouching(context.setting, run);
  const refused = refusal(context.rules, run);
  if (refused !== null) return rehearsal(plan, run, { failure: refused, tables: [], durationMs: 0 });
  if (run.steps.length === 0) return rehearsal(plan, run, { failure: null, tables: [], durationMs: 0 });
  if (!context.setting.trustAtomicBatches) await assertAtomic(context.database);
  const counts = rowCounter(context.id, ledgerTables(context.setting));
  const started = context.now();
  const first = await send(context.database, counts, run, counts.closeWithTables);
  const durationMs = context.now() - started;
  if (first.kind === 'failed') {
    const failure = await failureOf(context.database, run, first);
    return rehearsal(plan, run, { failure, tables: [], durationMs });
  }
  const after = JSON.parse(first.text) as readonly CountedTable[];
  const second = await sendCounting(context.database, counts, run, { before, after });
  if (second.kind === 'failed') {
    // The data has changed between the two.
    const failure = await failureOf(context.database, run, second);
    return rehearsal(plan, run, { failure, tables: [], durationMs });
  }
  return rehearsal(plan, run, { ...counted(JSON.parse(second.text) as readonly Count[]), durationMs });
}

type Found = Pick<Rehearsal, 'failure' | 'tables' | 'durationMs'>;

function rehearsal({ warnings }: Plan, { steps, unknown }: RecordedRun, found: Found): Rehearsal {
  return { rehearsed: steps.map(({ step }) => step), notRehearsed: unknown, warnings, ...found };
}

function refuseTouching(setting: LedgerSettings, { steps }: RecordedRun): void {
  for (const { step, statements } of steps) {
    const touching = touchingLedger(setting, statements);
    if (touching !== undefined) throw ledgerTouched(step, touching);
  }
}

// The database would say so itself, at its first one.
function refusal(rules: DatabaseRules, { steps }: RecordedRun): RehearsalFailure | null {
  for (const { step, statements } of steps) {
    const [first] = refusedBy(rules, statements);
    if (first === undefined) continue;
    const { number, sql, rule, text } = first;
    return { step, statement: { number, sql }, message: `${text} (rule '${rule}')` };
  }
  return null;
}

async function assertAtomic(database: SqlDatabase): Promise<void> {
  const complaint = await batchLeavesNothing(database).examine();
  if (complaint !== undefined) throw rehearsalUnsafe(complaint.message);
}

type Sent =
  | { readonly kind: 'through'; readonly text: string }
  | { readonly kind: 'failed'; readonly cause: unknown; readonly opening: number };

type Tables = { readonly before: readonly CountedTable[]; readonly after: readonly CountedTable[] };

// What failed only now may be a count of ours, which nothing of the run is to blame for.
async function sendCounting(
  database: SqlDatabase,
  counts: Counting,
  run: RecordedRun,
  { before, after }: Tables,
): Promise<Sent> {
  const sent = await send(database, counts, run, counts.close, { before, after });
  const isOrdinary = ({ isVirtual }: CountedTable): boolean => !isVirtual;
  if (sent.kind === 'through' || [...before, ...after].every(isOrdinary)) return sent;
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
    // What happened to the request, or to the database as a whole, says nothing of what the run would meet.
    if (isRoostError(cause) || isRetryable(cause)) throw cause;
    const text = isExpectedFailure(cause) ? textOfProbe(cause) : undefined;
    return text === undefined
      ? { kind: 'failed', cause, opening: opening.length }
      : { kind: 'through', text };
  }
  throw new Error(`A rehearsal was committed although its last statement must fail: ${close}`);
}

function runStatements({ steps }: RecordedRun): readonly RecordedStatement[] {
  return steps.flatMap(({ statements }) => statements);
}

async function failureOf(
  database: SqlDatabase,
  run: RecordedRun,
  { cause, opening }: Extract<Sent, { kind: 'failed' }>,
): Promise<RehearsalFailure> {
  const message = messageOf(cause);
  const statements = runStatements(run);
  const index = statementIndexOf(cause);
  const statement =
    index === undefined ? await located(database, statements) : (statements[index - opening] ?? null);
  if (statement === null) return { step: null, statement: null, message };
  const step = run.steps.find(({ statements: own }) => own.includes(statement))?.step ?? null;
  return { step, statement: { number: statement.number, sql: statement.sql }, message };
}

async function located(
  database: SqlDatabase,
  statements: readonly RecordedStatement[],
): Promise<RecordedStatement | null> {
  const found = await locateFailure(database, [], statements);
  return found.kind === 'statement' ? found.statement : null;
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
  const message = `${more} ${more === 1 ? 'row violates' : 'rows violate'} a foreign key at the end, which the commit refuses.`;
  return { tables, failure: more > 0 ? { step: null, statement: null, message } : null };
}
