// The phases of the pending migrations, found by replaying them on scratch databases with the schema of the real one.
import { noRemedy, noRules } from '../database/rules.ts';
import { loadMigration } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { declaredPhase } from './declared-phase.ts';
import { phaseInvalid } from './errors.ts';
import { type PendingOptions, readPending } from './pending.ts';
import type { Phase, PhaseReport } from './phase.ts';
import { type Pending, type Replay, replayOn } from './replay.ts';

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
export async function pendingPhases(options: PendingOptions): Promise<PendingPhases> {
  const { schema, entries } = await readPending(options);
  const pending = new Map<string, Pending>();
  for (const entry of entries) pending.set(entry.name, await loadPending(entry));
  const scratch = { open: options.openScratch, rules: noRules, remedyFor: noRemedy };
  const replay = (chosen: readonly string[]): Promise<Replay> =>
    replayOn(
      scratch,
      schema,
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
