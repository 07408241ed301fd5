// Plans and proves the difference of two schemas that are written as SQL.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  checkLedgerSettings,
  type DifferenceStep,
  lossesBetween,
  modelOf,
  type PlannedMigration,
  type Proof,
  planMigrations,
  proveMigrations,
  type Rename,
  type Schema,
  type ScratchSettings,
} from '@roostjs/internal-core';
import { dumpSchema, type MigrationDatabase, type MigrationEntry } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';

export const scratch: ScratchSettings = { open: () => openMemoryD1(), ledger: checkLedgerSettings({}) };

export async function schemaOf(statements: readonly string[]): Promise<Schema> {
  const database = openMemoryD1();
  if (statements.length > 0) await database.batch(statements.map((sql) => database.prepare(sql)));
  const { objects } = await dumpSchema({ database });
  database.close();
  return objects;
}

async function take(db: MigrationDatabase, steps: readonly DifferenceStep[]): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'rebuild') await rebuildTable(db, step.rebuild);
    else await db.run(step.sql);
  }
}

function entryOf({ up, down, obstacle }: PlannedMigration, index: number): MigrationEntry {
  const back = obstacle === null ? { down: (db: MigrationDatabase) => take(db, down) } : {};
  return {
    name: `${index + 1}_part`,
    load: async () => ({ up: (db: MigrationDatabase) => take(db, up), ...back }),
  };
}

export type Difference = { readonly planned: readonly PlannedMigration[]; readonly proof: Proof };

export async function differenceOf(
  from: readonly string[],
  to: readonly string[],
  renames: readonly Rename[] = [],
): Promise<Difference> {
  const [old, now] = [await schemaOf(from), await schemaOf(to)];
  const planned = await planMigrations(scratch, old, now, renames);
  const losses = lossesBetween(modelOf(old), modelOf(now), renames);
  return {
    planned,
    proof: await proveMigrations(scratch, { planned, entries: planned.map(entryOf), losses }),
  };
}

/** The steps of each migration, a rebuild by its table. */
export function stepsOf(
  planned: readonly PlannedMigration[],
  direction: 'up' | 'down',
): readonly (readonly string[])[] {
  return planned.map((migration) =>
    migration[direction].map((step) =>
      step.kind === 'rebuild' ? `rebuild ${step.rebuild.table}` : onOneLine(step.sql),
    ),
  );
}

/** A definition is laid out over several lines. */
export function onOneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')');
}
