// Runs the migrations of two branches in each order, and compares what is there then.
import { compareMigrationNames } from '../migration/migration.ts';
import { withoutRepeated } from './problem.ts';
import type { BranchFailure, BranchOrder, BranchSide, OrderProblem } from './report.ts';
import { rowDifferences, type Unstable, unstableColumns } from './rows.ts';
import { type Observed, type OrderRun, type OrderSettings, runStages } from './run-order.ts';
import { type Entries, filesOf, mergedFiles, type Sides } from './sides.ts';
import { objectDifferences } from './tables.ts';

export type Comparison = {
  /** The first migration that fails without those of the other branch; null if none does. */
  readonly alone: (BranchFailure & { readonly side: BranchSide | 'common' }) | null;
  readonly problems: readonly OrderProblem[];
  /** The order in which they run by name: one of the others if the files of one branch come before those of the other. */
  readonly byName: BranchOrder;
  readonly unstable: Unstable;
};

type Run = { readonly order: BranchOrder; readonly run: OrderRun };

export async function compareOrders(settings: OrderSettings, sides: Sides): Promise<Comparison> {
  const runs: Run[] = [];
  for (const [order, stages] of stagesOf(sides)) runs.push({ order, run: await runStages(settings, stages) });
  const alone = runs.flatMap(failureAlone)[0] ?? null;
  const failures = runs.flatMap(failureTogether);
  const byName = orderByName(sides);
  if (alone !== null || failures.length > 0)
    return { alone, problems: withoutRepeated(failures), byName, unstable: [] };
  const [first, ...others] = runs.flatMap(({ order, run }) =>
    run.kind === 'done' ? [{ order, observed: run.observed }] : [],
  );
  if (first === undefined) throw new Error('No order of the migrations was run.');
  const again = async (): Promise<OrderRun> => runStages(settings, stagesOf(sides)[0][1]);
  const differs = others.some(({ observed }) => rowDifferences(first.observed, observed, []).length > 0);
  const unstable = differs ? unstableIn(first.observed, await again()) : [];
  const problems = others.flatMap((other) => problemsBetween(first, other, unstable));
  return { alone, problems: withoutRepeated(problems), byName, unstable };
}

type Ordered = { readonly order: BranchOrder; readonly observed: Observed };

type Stages = readonly [order: BranchOrder, stages: readonly [Entries, Entries, Entries]];

/** By name only if that differs from both others. */
function stagesOf(sides: Sides): readonly [Stages, ...Stages[]] {
  const { common, branch, base } = sides;
  const merged = mergedFiles(sides);
  const orders: [Stages, ...Stages[]] = [
    ['base-then-branch', [common, filesOf(base), merged]],
    ['branch-then-base', [common, filesOf(branch), merged]],
  ];
  if (orderByName(sides) === 'by-name') orders.push(['by-name', [common, merged, merged]]);
  return orders;
}

function orderByName({ branch, base }: Sides): BranchOrder {
  if (isBefore(base.added, branch.added)) return 'base-then-branch';
  return isBefore(branch.added, base.added) ? 'branch-then-base' : 'by-name';
}

function isBefore(these: Entries, [first]: Entries): boolean {
  const last = these.at(-1);
  return first === undefined || last === undefined || compareMigrationNames(last.name, first.name) <= 0;
}

function failureAlone({ order, run }: Run): readonly NonNullable<Comparison['alone']>[] {
  if (run.kind === 'done') return [];
  if (run.stage === 0) return [{ ...run.failure, side: 'common' }];
  if (run.stage > 1 || order === 'by-name') return [];
  return [{ ...run.failure, side: order === 'base-then-branch' ? 'base' : 'branch' }];
}

function failureTogether({ order, run }: Run): readonly OrderProblem[] {
  return run.kind === 'done' ? [] : [{ kind: 'fails', order, objects: [], ...run.failure }];
}

function unstableIn(first: Observed, again: OrderRun): Unstable {
  return again.kind === 'done' ? unstableColumns(first.contents, again.observed.contents) : [];
}

function problemsBetween(first: Ordered, other: Ordered, unstable: Unstable): readonly OrderProblem[] {
  const [one, two] = [first.observed, other.observed];
  return [
    ...objectDifferences(one.schema, two.schema).map(
      ({ type, name, columns, expected, actual }): OrderProblem => ({
        kind: 'schema',
        type,
        name,
        columns,
        texts: [
          { order: first.order, sql: expected },
          { order: other.order, sql: actual },
        ],
      }),
    ),
    ...rowDifferences(one, two, unstable).map(
      ({ table, lost, added }): OrderProblem => ({
        kind: 'rows',
        table,
        only: [
          { order: first.order, rows: lost },
          { order: other.order, rows: added },
        ],
      }),
    ),
  ];
}
