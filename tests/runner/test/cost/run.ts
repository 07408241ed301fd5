// Runs 400 migrations of one kind and rolls them back, and prints what each run has cost early and late, as JSON. A process of its
// own: what V8 has made fast before the counting is not counted. Usage: run.ts <kind> <database file>
import { openLocalD1, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type Migration, type Migrator } from '@roostjs/migrations-core';
import { CountedDatabase, type Sent } from './counted-database.ts';
import { count, early, type Kind, kinds, late } from './kinds.ts';
import { type Work, WorkCounter } from './work.ts';

export type Cost = Work & Sent;
export type Costs = { readonly early: Cost; readonly late: Cost };

// What is read off texts is remembered up to a bound, and then read again once: the least of a few neighbours is without that.
const neighbours = 3;

const [kind = '', path = ''] = process.argv.slice(2);
const migrations = migrationsOf(kinds[kind as Kind]);
const work = new WorkCounter();
const d1 = openLocalD1({ path });
const counted = new CountedDatabase(d1);
const migrate = await costsOf((migrator) => migrator.migrate());
const rollback = await costsOf((migrator) => migrator.rollback());
d1.close();
process.stdout.write(JSON.stringify({ migrate, rollback }));

/** Names and numbers of one length, so that no text is longer because it comes later. */
function migrationsOf(statementsOf: (n: string, before: string) => readonly string[]) {
  const numbered = (index: number): string => String(index).padStart(4, '0');
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `2026010100${numbered(index)}_m${numbered(index)}`,
      migrationOf(statementsOf(numbered(index), numbered(Math.max(0, index - 1)))),
    ]),
  );
}

function migrationOf(statements: readonly string[]): Migration {
  const table = /TABLE (\w+)/.exec(statements[0] ?? '')?.[1];
  return {
    async up(db) {
      for (const sql of statements) await db.run(sql);
    },
    async down(db) {
      await db.run(`DROP TABLE ${table}`);
    },
  };
}

async function costsOf(run: (migrator: Migrator) => Promise<unknown>): Promise<Costs> {
  const costs = new Map<number, Cost>();
  let steps = 0;
  const migrator = createMigrator({
    database: counted.database,
    migrations,
    openScratch: openMemoryD1,
    onEvent: ({ type }) => {
      if (type !== 'step-finished') return;
      steps += 1;
      const isNear = [early, late].some((step) => steps >= step - neighbours && steps <= step);
      if (isNear) costs.set(steps, { ...work.taken(), ...counted.taken() });
    },
  });
  await run(migrator);
  return { early: leastOf(costs, early), late: leastOf(costs, late) };
}

/** The first of the steps that were counted has all before it in its counts. */
function leastOf(costs: ReadonlyMap<number, Cost>, last: number): Cost {
  return Array.from({ length: neighbours }, (_, before) => costs.get(last - before))
    .filter((cost) => cost !== undefined)
    .reduce((least, cost) => (cost.blocks < least.blocks ? cost : least));
}
