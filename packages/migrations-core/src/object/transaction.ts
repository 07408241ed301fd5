// One transaction for each step: everything that the migration asked for, again and in its order, and its ledger row.
import type { FailedStatement, StepFailure } from '../database/failure.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { type Asked, isSameAgain } from './answers.ts';
import { type Orphan, orphansIn, without } from './foreign-keys.ts';
import { deleteRows, type InsertedRow, insertRow, type ObjectLedger, readObjectLedger } from './ledger.ts';
import { type ObjectStorage, transaction, Undone } from './storage.ts';

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
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'ledger-changed'; readonly cause?: unknown };

type NotCommitted = Exclude<Outcome, { readonly kind: 'committed' }>;

/** `gone`: the migrations whose rows are deleted. `row`: the one that is inserted; null for a rollback. */
export type Step = {
  readonly asked: readonly Asked[];
  readonly gone: readonly string[];
  readonly row: InsertedRow | null;
};

export function commitStep(storage: ObjectStorage, ledger: ObjectLedger, step: Step): Outcome {
  const outcome = attempt(storage, ledger, step, []);
  if (outcome.kind !== 'orphans') return outcome;
  // Those that were there before are not this migration's.
  const before = orphansIn(storage);
  const own = without(outcome.orphans, before);
  return own.length > 0 ? { kind: 'orphans', orphans: own } : attempt(storage, ledger, step, before);
}

// A statement of the migration, or a trigger on the ledger, may have changed it.
function writeLedger(storage: ObjectStorage, { table, rows }: ObjectLedger, { gone, row }: Step): void {
  let now: readonly LedgerRow[];
  try {
    deleteRows(storage, table, gone);
    if (row !== null) insertRow(storage, table, row);
    now = readObjectLedger(storage, table).rows;
  } catch (cause) {
    stop({ kind: 'ledger-changed', cause });
  }
  const others = now.filter(({ migration }) => migration !== row?.migration);
  const kept = rows.filter(({ migration }) => !gone.includes(migration));
  const isAsWritten = now.length - others.length === (row === null ? 0 : 1);
  if (!isAsWritten || JSON.stringify(others) !== JSON.stringify(kept)) stop({ kind: 'ledger-changed' });
}

function stop(outcome: NotCommitted): never {
  throw new Undone(outcome);
}

function attempt(
  storage: ObjectStorage,
  ledger: ObjectLedger,
  step: Step,
  known: readonly Orphan[],
): Outcome {
  return transaction(storage, (): Outcome => {
    const isAsRead = JSON.stringify(readObjectLedger(storage, ledger.table)) === JSON.stringify(ledger);
    if (!isAsRead) stop({ kind: 'overtaken' });
    for (const { sql } of ledger.install) storage.sql.exec(sql);
    for (const one of step.asked) askOne(storage, one);
    const orphans = without(orphansIn(storage), known);
    if (orphans.length > 0) stop({ kind: 'orphans', orphans });
    writeLedger(storage, ledger, step);
    return { kind: 'committed' };
  });
}

function askOne(storage: ObjectStorage, asked: Asked): void {
  const { statement } = asked;
  let isSame: boolean;
  try {
    isSame = isSameAgain(storage, asked);
  } catch (cause) {
    stop({ kind: 'failed', failure: { cause, statement } });
  }
  if (!isSame) stop({ kind: 'differs', statement });
}
