// Which rows of a sample a migration succeeds on.
import { tableIn } from '../trace/schema.ts';
import { insertsOf, type Row, type Sample } from './rows.ts';
import { runTrial, type TrialSetup } from './trial-run.ts';

type AcceptedRows =
  | { readonly kind: 'accepted'; readonly rows: readonly Row[] }
  | { readonly kind: 'refused'; readonly words: string };

/** As many of the rows as the migration succeeds on: if it fails on some kinds, it loses none of those. */
export async function acceptedRows(setup: TrialSetup, { rows }: Sample): Promise<AcceptedRows> {
  const errorOn = (wanted: readonly Row[]): Promise<string | null> => errorOf(setup, wanted);
  const usual = rows.filter(({ group }) => group !== 'lone');
  if ((await errorOn(usual)) === null) return { kind: 'accepted', rows: usual };
  const isReferring = (row: Row): boolean => (tableIn(setup.start, row.table)?.foreignKeys ?? []).length > 0;
  const base = rows.filter(({ group }) => group === 'base');
  const words = await errorOn(base);
  // A referenced row may not be deleted: then only rows without references can be lost.
  const isLone = words !== null;
  const lone = rows.filter((row) => row.group === (isReferring(row) ? 'lone' : 'base'));
  let accepted: readonly Row[] = isLone ? lone : base;
  if (words !== null && (accepted.length === 0 || (await errorOn(accepted)) !== null))
    return { kind: 'refused', words };
  const more = rows.filter(({ group }) => group !== 'base' && group !== 'lone');
  const add = async (some: readonly Row[]): Promise<boolean> => {
    const whole = inTheirOrder(rows, [...accepted, ...some]);
    const isAccepted = (await errorOn(whole)) === null;
    if (isAccepted) accepted = whole;
    return isAccepted;
  };
  for (const group of Map.groupBy(more, (row) => row.group).values()) {
    if (await add(group)) continue;
    for (const some of Map.groupBy(group, ({ place }) => place).values()) {
      if (!(await add(some))) for (const row of some) await add([row]);
    }
  }
  return { kind: 'accepted', rows: accepted };
}

/** The rows of as many tables as the migration succeeds on; a table without rows is not judged by the trial. */
export async function rowsOfSomeTables(setup: TrialSetup, { rows }: Sample): Promise<readonly Row[]> {
  let accepted: readonly Row[] = [];
  const base = rows.filter(({ group }) => group === 'base');
  for (const own of Map.groupBy(base, ({ table }) => table).values()) {
    const whole = [...accepted, ...own];
    if ((await errorOf(setup, whole)) === null) accepted = whole;
  }
  return accepted;
}

async function errorOf(setup: TrialSetup, rows: readonly Row[]): Promise<string | null> {
  const run = await runTrial(setup, insertsOf(rows), 'ends');
  return run.kind === 'ran' ? null : run.words;
}

function inTheirOrder(rows: readonly Row[], some: readonly Row[]): readonly Row[] {
  const wanted = new Set(some);
  return rows.filter((row) => wanted.has(row));
}
