// Which AUTOINCREMENT counters a migration resets: it runs with counters above every id, as they are once the newest rows
// have been deleted (https://sqlite.org/autoinc.html).
import { isSameName, literalOf } from '@roostjs/internal-sql';
import type { Sql } from '../../database/d1.ts';
import { isRoostError } from '../../errors.ts';
import { type Table, tableIn } from '../trace/schema.ts';
import type { LostCounter } from '../trace/seen-loss.ts';
import type { Step } from '../trace/trace.ts';
import { createSample, openTrial, send, type TrialSetup } from './trial-run.ts';

/** Empty if the migration fails even without rows. A counter that a statement other than DROP TABLE changes is meant to change. */
export async function lostCounters(
  setup: TrialSetup,
  inserts: readonly string[],
  steps: readonly Step[],
): Promise<readonly LostCounter[]> {
  const end = steps.at(-1)?.after;
  const kept = [...setup.start.tables.values()].filter(
    (table) => counts(table) && end !== undefined && counts(tableIn(end, table.name)),
  );
  if (kept.length === 0 || !steps.some(isDrop)) return [];
  // An empty table has a counter as well.
  const counters =
    (await countersAfterEach(setup, inserts, kept)) ?? (await countersAfterEach(setup, [], kept));
  if (counters === null) return [];
  return kept.flatMap((table, index) => {
    const isKept = (value: number): boolean => value >= startOf(index) && value < startOf(index + 1);
    const atEnd = counters.at(-1)?.find(({ name }) => isSameName(name, table.name))?.value ?? 0;
    const at = counters.findIndex((found) => !found.some(({ value }) => isKept(value))) - 1;
    const step = steps[at];
    if (isKept(atEnd) || step === undefined || !isDrop(step)) return [];
    const holder = counters[at]?.find(({ value }) => isKept(value))?.name ?? table.name;
    return [{ at, table: table.name, holder, heir: nameAt(table.name, steps.slice(at + 1)) }];
  });
}

function counts(table: Table | undefined): boolean {
  return /\bautoincrement\b/i.test(table?.sql ?? '');
}

function isDrop({ form }: Step): boolean {
  return form.kind === 'drop' && form.object === 'table';
}

/** Far apart, so that each counter is recognized by its value wherever it goes. */
function startOf(index: number): number {
  return (index + 1) * 1_000_000_000_000;
}

/** The name before these steps of the table that has the name after them. */
function nameAt(name: string, later: readonly Step[]): string {
  return later.reduceRight(
    (now, { form }) => (form.kind === 'rename-table' && isSameName(form.to, now) ? form.table : now),
    name,
  );
}

type Counter = { readonly name: string; readonly value: number };

/** The counters before the first statement, and after each; null if a statement does not accept such high ids. */
async function countersAfterEach(
  setup: TrialSetup,
  inserts: readonly string[],
  tables: readonly Table[],
): Promise<readonly (readonly Counter[])[] | null> {
  const database = await openTrial(setup);
  try {
    const raised = tables.flatMap(({ name }, index) => raise(name, startOf(index)));
    await createSample(database, setup.objects, [...inserts, ...raised]);
    const read: Sql = { sql: 'SELECT name, seq AS value FROM sqlite_sequence', values: [] };
    const batch = [read, ...setup.statements.flatMap(({ statement }) => [statement, read])];
    const results = await send(database, batch, setup.isAtomic);
    return results.filter((_, index) => index % 2 === 0).map((one) => one.results as readonly Counter[]);
  } catch (error) {
    if (isRoostError(error)) throw error;
    return null;
  } finally {
    database.close();
  }
}

function raise(table: string, counter: number): readonly string[] {
  const name = literalOf(table);
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${name}`,
    `INSERT INTO sqlite_sequence (name, seq) VALUES (${name}, ${counter})`,
  ];
}
