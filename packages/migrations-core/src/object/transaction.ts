// One transaction for each step: everything that the migration asked for, again and in its order, and its ledger row.
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import { isRoostError } from '../errors.ts';
import { type Asked, askAgain } from './answers.ts';
import { type Orphan, orphansIn, without } from './foreign-keys.ts';
import { type ObjectLedger, readObjectLedger } from './ledger.ts';
import type { ObjectStorage } from './storage.ts';

/**
 * What became of a step. Everything except `committed` has written nothing. `overtaken`: the ledger is not as it was
 * planned from. `differs`: a statement had another answer than before. `orphans`: rows would be left that point at
 * nothing. `ledger-changed`: the migration changed the ledger.
 */
export type Outcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'failed'; readonly failure: StepFailure }
  | { readonly kind: 'differs'; readonly statement: FailedStatement }
  | { readonly kind: 'orphans'; readonly orphans: readonly Orphan[] }
  | { readonly kind: 'overtaken' | 'ledger-changed' };

type NotCommitted = Exclude<Outcome, { readonly kind: 'committed' }>;

/** `writeRow` changes the ledger. */
export type Step = { readonly asked: readonly Asked[]; readonly writeRow: () => void };

export function commitStep(storage: ObjectStorage, ledger: ObjectLedger, step: Step): Outcome {
  const outcome = attempt(storage, ledger, step, []);
  if (outcome.kind !== 'orphans') return outcome;
  // Those that were there before are not this migration's.
  const before = orphansIn(storage);
  const own = without(outcome.orphans, before);
  return own.length > 0 ? { kind: 'orphans', orphans: own } : attempt(storage, ledger, step, before);
}

// A ledger that can no longer be read is not the one that was.
function isUnchanged(storage: ObjectStorage, { table, install, rows }: ObjectLedger): boolean {
  try {
    const now = readObjectLedger(storage, table);
    return now.install.length === install.length && JSON.stringify(now.rows) === JSON.stringify(rows);
  } catch (error) {
    if (isRoostError(error)) return false;
    throw error;
  }
}

class Stopped {
  readonly outcome: NotCommitted;

  constructor(outcome: NotCommitted) {
    this.outcome = outcome;
  }
}

function attempt(
  storage: ObjectStorage,
  ledger: ObjectLedger,
  { asked, writeRow }: Step,
  known: readonly Orphan[],
): Outcome {
  try {
    storage.transactionSync(() => {
      if (!isUnchanged(storage, ledger)) throw new Stopped({ kind: 'overtaken' });
      for (const { sql } of ledger.install) storage.sql.exec(sql);
      for (const one of asked) askOne(storage, one);
      const orphans = without(orphansIn(storage), known);
      if (orphans.length > 0) throw new Stopped({ kind: 'orphans', orphans });
      if (!isUnchanged(storage, { ...ledger, install: [] })) throw new Stopped({ kind: 'ledger-changed' });
      writeRow();
    });
    return { kind: 'committed' };
  } catch (thrown) {
    if (thrown instanceof Stopped) return thrown.outcome;
    throw thrown;
  }
}

function askOne(storage: ObjectStorage, asked: Asked): void {
  const { statement } = asked;
  let isSame: boolean;
  try {
    ({ isSame } = askAgain(storage, asked));
  } catch (cause) {
    throw new Stopped({ kind: 'failed', failure: { cause, statement } });
  }
  if (!isSame) throw new Stopped({ kind: 'differs', statement });
}
