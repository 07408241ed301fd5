// What a round trip says of its migration. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { schemaDifferences } from '../database/schema-diff.ts';
import { type Contents, type RowChange, rowChanges, rowsNotRestored, rowsTaken } from './contents.ts';
import type { Observation, SchemaOnly } from './observe.ts';
import type {
  StageDifference,
  StageFailure,
  StageRowChange,
  VerifiedMigration,
  VerifiedState,
  VerifyStage,
} from './report.ts';

/** What was seen on the way; undefined from the call on that failed or was not made. */
export type RoundTrip = {
  readonly name: string;
  readonly isReversible: boolean;
  /** What the statements of up() name, in lower case; null where that is not known, or not needed. */
  readonly named: ReadonlySet<string> | null;
  /** As the database was with the migration applied, where it was so from the beginning. */
  readonly asApplied: Observation | undefined;
  readonly before: Observation;
  /** With the contents where they have to be compared. */
  readonly up: Observation | SchemaOnly | undefined;
  readonly down: Observation | undefined;
  readonly again: Observation | undefined;
  readonly failure: StageFailure | null;
};

export function verdictOf(trip: RoundTrip): VerifiedMigration {
  const differences = differencesOf(trip);
  const rows = rowsOf(trip);
  const { name, failure } = trip;
  return { name, state: stateOf(trip, differences, rows), differences, rows, failure };
}

// What a down() has not restored is the cause of what a second up() fails at.
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

function differencesOf({ asApplied, before, up, down, again }: RoundTrip): readonly StageDifference[] {
  const afterDown = between('down', before, down);
  // What down() has left over or taken away is still so after the second up().
  const known = new Set(afterDown.map(({ difference, type, name }) => `${difference} ${type} ${name}`));
  const afterAgain = between('up-again', up, again).filter(
    ({ difference, type, name }) => !known.has(`${difference} ${type} ${name}`),
  );
  return [...between('up', asApplied, up), ...afterDown, ...afterAgain];
}

function between(
  after: VerifyStage,
  expected: Observation | SchemaOnly | undefined,
  present: Observation | SchemaOnly | undefined,
): readonly StageDifference[] {
  if (expected === undefined || present === undefined) return [];
  return schemaDifferences(expected.schema, present.schema).map((difference) => ({ ...difference, after }));
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

// What is not to come back may be taken away on purpose; but not by a cascade or a trigger that nobody has thought of.
function lostForGood(
  before: Contents,
  now: Contents,
  named: ReadonlySet<string> | null,
): readonly RowChange[] {
  // An index of words changes with the table that it is of.
  const real = new Map([...before].filter(([, { isVirtual }]) => !isVirtual));
  const unnamed = rowChanges(real, now).filter(({ table, lost }) => lost > 0 && isUnnamed(table, named));
  return [...rowsTaken(before, now).filter(({ table }) => !isUnnamed(table, named)), ...unnamed];
}

function isUnnamed(table: string, named: ReadonlySet<string> | null): boolean {
  return named !== null && !named.has(nameKey(table));
}
