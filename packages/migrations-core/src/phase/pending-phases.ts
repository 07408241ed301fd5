// The phases of the pending migrations, found by replaying them on scratch databases with the schema of the real one.
import type { SqlDatabase } from '../database/d1.ts';
import { noRemedy, noRules } from '../database/rules.ts';
import { checkLedgerSettings, type LedgerNames } from '../ledger/check-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry, MigrationSource } from '../migration/source.ts';
import { readState } from '../migrator/state.ts';
import { declaredPhase } from './declared-phase.ts';
import { phaseInvalid } from './errors.ts';
import type { Phase, PhaseReport } from './phase.ts';
import { type Pending, type Replay, replayOn } from './replay.ts';

export type PhasesOptions = LedgerNames & {
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource;
  readonly openScratch: OpenScratch;
};

/** `unknown`: the migration fails on a database without rows, or on what another one that fails has left. */
export type PendingPhase = {
  readonly name: string;
  readonly phase: Phase | 'unknown';
  readonly effects: PhaseReport['effects'];
  /** Why its file says so, if it declares its phase; otherwise null. */
  readonly declared: string | null;
  /** Why it is unknown; otherwise null. */
  readonly problem: string | null;
};

export type PendingPhases = {
  /** In the order in which they run. */
  readonly migrations: readonly PendingPhase[];
  /** Replays some of them, in an order. */
  readonly replay: (names: readonly string[]) => Promise<Replay>;
};

/** One request, which writes nothing. Throws PHASE.INVALID, and what reading and loading throw. */
export async function pendingPhases(options: PhasesOptions): Promise<PendingPhases> {
  const { database, migrations: source, openScratch: open } = options;
  const settings = checkLedgerSettings(options);
  const { entries, ledger, statuses } = await readState({ database, source, settings });
  // One that replaces others is only recorded if they are applied.
  const names = new Set(
    statuses.flatMap(({ name, state, replaces }) =>
      state === 'pending' && replaces === undefined ? [name] : [],
    ),
  );
  const pending = new Map<string, Pending>();
  for (const entry of entries.filter(({ name }) => names.has(name)))
    pending.set(entry.name, await loadPending(entry));
  const scratch = { open, rules: noRules, remedyFor: noRemedy };
  const replay = (chosen: readonly string[]): Promise<Replay> =>
    replayOn(
      scratch,
      ledger.schema,
      chosen.flatMap((name) => pending.get(name) ?? []),
    );
  const { steps } = await replay([...pending.keys()]);
  return {
    migrations: steps.map((step) => phaseFor(step, pending.get(step.name)?.declared ?? null)),
    replay,
  };
}

/** With the phase that its file declares. Throws PHASE.INVALID, and what loading throws. */
export async function loadPending(entry: MigrationEntry): Promise<Pending> {
  const { name, checksum = null, text = '' } = entry;
  const declared = declaredPhase(text);
  if (declared !== undefined && !isDeclarable(declared.phase)) throw phaseInvalid(name, declared.phase);
  if (declared?.reason === '') throw phaseInvalid(name, null);
  return { name, checksum, migration: await loadMigration(entry), declared: declared ?? null };
}

const declarable: readonly string[] = ['expand', 'contract', 'data'];

function isDeclarable(phase: string): phase is 'expand' | 'contract' | 'data' {
  return declarable.includes(phase);
}

export function phaseFor(
  { name, report, problem }: Replay['steps'][number],
  declared: Pending['declared'],
): PendingPhase {
  const effects = report?.effects ?? [];
  if (declared !== null && isDeclarable(declared.phase))
    return { name, phase: declared.phase, effects, declared: declared.reason, problem: null };
  if (report === null) return { name, phase: 'unknown', effects, declared: null, problem };
  return { name, phase: report.phase, effects, declared: null, problem: null };
}
