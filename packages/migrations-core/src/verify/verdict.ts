// Turns a round trip into the result for its migration. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { schemaDifferences } from '../database/schema-diff.ts';
import { type Contents, type RowChange, rowChanges, rowsNotRestored, rowsRemoved } from './contents.ts';
import type { Observation, SchemaOnly } from './observe.ts';
import type {
  StageDifference,
  StageFailure,
  StageRowChange,
  VerifiedMigration,
  VerifiedState,
  VerifyStage,
} from './report.ts';

/** The observations of a round trip; undefined from the first call that failed or was not made. */
export type RoundTrip = {
  readonly name: string;
  readonly isReversible: boolean;
  /** The names that the statements of up() mention, in lower case; null if not known, or not needed. */
  readonly named: ReadonlySet<string> | null;
  /** The database with the migration applied, if it was applied at the start. */
  readonly asApplied: Observation | undefined;
  readonly before: Observation;
  /** With the contents if they are compared. */
  readonly up: Observation | SchemaOnly | undefined;
  readonly down: Observation | undefined;
  readonly upAgain: Observation | undefined;
  readonly failure: StageFailure | null;
};

export function verdictOf(trip: RoundTrip): VerifiedMigration {
  const differences = differencesOf(trip);
  const rows = rowsOf(trip);
  const { name, failure } = trip;
  return { name, state: stateOf(trip, differences, rows), differences, rows, failure };
}

// If the second up() fails, the cause is what down() has not restored.
function stateOf(
  { isReversible, named, failure }: RoundTrip,
  differences: readonly StageDifference[],
  rows: readonly StageRowChange[],
): VerifiedState {
  if (failure !== null && failure.during !== 'up-again') return 'failed';
  if (!isReversible) return rows.some(({ table }) => isUnnamed(table, named)) ? 'loses' : 'irreversible';
  if (rows.some(({ lost }) => lost > 0)) return 'loses';
  if (differences.length + rows.length > 0) return 'differs';
  return failure === null ? 'ok' : 'failed';
}

function differencesOf({ asApplied, before, up, down, upAgain }: RoundTrip): readonly StageDifference[] {
  const afterDown = between('down', before, down);
  // A difference that down() left is still there after the second up().
  const known = new Set(afterDown.map(({ difference, type, name }) => `${difference} ${type} ${name}`));
  const afterUpAgain = between('up-again', up, upAgain).filter(
    ({ difference, type, name }) => !known.has(`${difference} ${type} ${name}`),
  );
  return [...between('up', asApplied, up), ...afterDown, ...afterUpAgain];
}

function between(
  after: VerifyStage,
  expected: Observation | SchemaOnly | undefined,
  actual: Observation | SchemaOnly | undefined,
): readonly StageDifference[] {
  if (expected === undefined || actual === undefined) return [];
  return schemaDifferences(expected.schema, actual.schema).map((difference) => ({ ...difference, after }));
}

function rowsOf({ isReversible, named, asApplied, before, up, down }: RoundTrip): readonly StageRowChange[] {
  const changes: StageRowChange[] = [];
  const add = (after: VerifyStage, found: readonly RowChange[]): void => {
    changes.push(...found.map((change) => ({ ...change, after })));
  };
  const contents = up?.contents ?? null;
  if (contents !== null && asApplied !== undefined)
    add('up', rowsNotRestored(asApplied.contents, before.contents, contents));
  if (contents !== null && !isReversible) add('up', lostForGood(before.contents, contents, named));
  if (down !== undefined) add('down', rowChanges(before.contents, down.contents));
  return changes;
}

// An irreversible migration may delete rows on purpose, but not through a cascade or a trigger that its author has
// overlooked.
function lostForGood(
  before: Contents,
  now: Contents,
  named: ReadonlySet<string> | null,
): readonly RowChange[] {
  // A full-text index changes with its table.
  const real = new Map([...before].filter(([, { isVirtual }]) => !isVirtual));
  const unnamed = rowChanges(real, now).filter(({ table, lost }) => lost > 0 && isUnnamed(table, named));
  return [...rowsRemoved(before, now).filter(({ table }) => !isUnnamed(table, named)), ...unnamed];
}

function isUnnamed(table: string, named: ReadonlySet<string> | null): boolean {
  return named !== null && !named.has(nameKey(table));
}
