// Proves migrations on a scratch database with rows: up reaches the schema that is wanted, down comes back to the one
// before, and no row is lost but those of what is dropped.
import { messageOf } from '@roostjs/internal-errors';
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import { createSample } from '../lint/trial/trial-run.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { createMigrator } from '../migrator/create-migrator.ts';
import type { Migrator } from '../migrator/types.ts';
import { type Contents, type RowChange, rowChanges, rowsRemoved } from '../verify/contents.ts';
import { type Observation, Observer } from '../verify/observe.ts';
import { WatchedDatabase } from '../verify/watched-database.ts';
import { unproven } from './errors.ts';
import type { SchemaLoss } from './losses.ts';
import type { PlannedMigration } from './plan-migrations.ts';
import { sampleInserts } from './sample-rows.ts';
import { readScratch, type Schema, type ScratchSettings } from './scratch-schema.ts';

export type Proof = {
  /** How many rows the tables had. */
  readonly rows: number;
};

export type ToProve = {
  readonly planned: readonly PlannedMigration[];
  /** The same migrations as they are loaded from their files, in this order. */
  readonly entries: readonly MigrationEntry[];
  /** What may be gone. */
  readonly losses: readonly SchemaLoss[];
};

/** Throws DIFFERENCE.UNPROVEN and what loading a migration throws. */
export async function proveMigrations(
  scratch: ScratchSettings,
  { planned, entries, losses }: ToProve,
): Promise<Proof> {
  const [first, last] = [planned[0], planned.at(-1)];
  if (first === undefined || last === undefined) return { rows: 0 };
  await Promise.all(entries.map((entry) => entry.load()));
  const inserts = await sampleInserts(
    scratch,
    first.from,
    planned.flatMap(({ up }) => up),
  );
  const opened = scratch.open();
  try {
    const database = new WatchedDatabase(opened);
    await createSample(database, first.from, inserts);
    const observer = new Observer(database, scratch.ledger);
    const start = await observer.observe();
    const { table: ledger, wranglerTable } = scratch.ledger;
    const migrator = createMigrator({
      database,
      migrations: { list: async () => entries },
      ledger,
      ...(wranglerTable === null ? {} : { wranglerLedger: wranglerTable }),
    });
    const schema = async (): Promise<Schema> => readScratch(database, scratch.ledger);
    await attempt('up', () => migrator.migrate());
    refuseDifferences('up', schemaDifferences(last.to, await schema()));
    refuseRows('are gone after up()', rowsRemoved(start.contents, (await observer.observe()).contents));
    const irreversible = planned.findLastIndex(({ obstacle }) => obstacle !== null);
    const back = planned[irreversible + 1];
    if (back !== undefined) {
      await rollBack(migrator, planned.length - irreversible - 1);
      refuseDifferences('down', schemaDifferences(back.from, await schema()));
    }
    if (irreversible === -1) refuseLostRows(start, await observer.observe(), losses);
    return { rows: countRows(start.contents) };
  } finally {
    opened.close();
  }
}

function rollBack(migrator: Migrator, step: number): Promise<void> {
  return attempt('down', () => migrator.rollback({ step, down: 'file' }));
}

async function attempt(direction: 'up' | 'down', work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw unproven(`${direction}() fails: ${messageOf(cause).replace(/\.$/, '')}`, cause);
  }
}

function refuseDifferences(direction: 'up' | 'down', differences: readonly SchemaDifference[]): void {
  if (differences.length === 0) return;
  const objects = differences.map(({ type, name }) => `${type} '${name}'`).join(', ');
  throw unproven(`after ${direction}() the schema differs in ${objects}`);
}

function refuseLostRows(start: Observation, end: Observation, losses: readonly SchemaLoss[]): void {
  const changes = rowChanges(start.contents, end.contents, without(start.contents, losses));
  refuseRows('do not come back', changes);
}

function refuseRows(problem: string, changes: readonly RowChange[]): void {
  if (changes.length === 0) return;
  throw unproven(`rows of ${changes.map(({ table }) => `'${table}'`).join(', ')} ${problem}`);
}

/** The tables and columns whose rows and values have to be there at the end. */
function without(contents: Contents, losses: readonly SchemaLoss[]): Contents {
  const isLost = (table: string, column: string | null): boolean =>
    losses.some(
      (loss) =>
        isSameName(loss.table, table) &&
        (loss.column === null || column === null ? loss.column === column : isSameName(loss.column, column)),
    );
  return new Map(
    [...contents.values()]
      .filter(({ name, isVirtual }) => !isVirtual && !isLost(name, null))
      .map((table) => [
        nameKey(table.name),
        { ...table, columns: table.columns.filter((column) => !isLost(table.name, column)) },
      ]),
  );
}

function countRows(contents: Contents): number {
  return [...contents.values()].reduce((sum, { rows }) => sum + rows.length, 0);
}
