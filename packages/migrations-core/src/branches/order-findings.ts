// What depends on the order of two branches: for each problem the two migrations that make it.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import { compareMigrationNames } from '../migration/migration.ts';
import { changedObjects } from './changed-objects.ts';
import { type Comparison, compareOrders } from './compare-orders.ts';
import { keyOf, type ProblemKey, problemOf } from './problem.ts';
import type { BranchFinding, BranchReport, OrderProblem } from './report.ts';
import type { OrderSettings } from './run-order.ts';
import { firstOf, type Sides } from './sides.ts';
import { type ComparePrefixes, type PrefixPair, smallestPair } from './smallest-pair.ts';

/** Expects that each branch has added something. */
export async function orderFindings(
  settings: OrderSettings,
  sides: Sides,
): Promise<Pick<BranchReport, 'findings' | 'unstable'>> {
  const lengths = [sides.branch.added.length, sides.base.added.length] as const;
  const compare = remembered((branch, base) => compareOrders(settings, firstOf(sides, branch, base)));
  const { alone, problems, unstable } = await compare(...lengths);
  if (alone !== null) return { findings: [{ kind: 'fails-alone', ...alone }], unstable };
  const found = new Map<string, { readonly pair: PrefixPair; readonly problems: OrderProblem[] }>();
  for (const key of problems.map(keyOf)) {
    const { pair, problem } = await pairFor(key, compare, lengths);
    const place = `${pair.ofBranch} ${pair.ofBase}`;
    const known = found.get(place) ?? { pair, problems: [] };
    known.problems.push(problem);
    found.set(place, known);
  }
  const findings: BranchFinding[] = [];
  for (const { pair, problems: own } of found.values())
    findings.push(...(await findingOf(settings, firstOf(sides, pair.ofBranch, pair.ofBase), own)));
  return { findings, unstable };
}

async function pairFor(
  key: ProblemKey,
  compare: ComparePrefixes,
  lengths: readonly [ofBranch: number, ofBase: number],
): Promise<{ readonly pair: PrefixPair; readonly problem: OrderProblem }> {
  const pair = await smallestPair(
    compare,
    lengths,
    ({ problems, byName }) => problemOf(key, problems, byName) !== undefined,
  );
  const { problems, byName } = pair.comparison;
  const problem = problemOf(key, problems, byName);
  if (problem === undefined) throw new Error(`The problem '${key.subject}' is not there any more.`);
  return { pair, problem };
}

function remembered(compare: ComparePrefixes): ComparePrefixes {
  const known = new Map<string, Promise<Comparison>>();
  return (ofBranch, ofBase) => {
    const key = `${ofBranch} ${ofBase}`;
    const comparison = known.get(key) ?? compare(ofBranch, ofBase);
    known.set(key, comparison);
    return comparison;
  };
}

/** Nothing for two files of one name, which are reported as one that has changed. */
async function findingOf(
  settings: OrderSettings,
  sides: Sides,
  problems: readonly OrderProblem[],
): Promise<readonly BranchFinding[]> {
  const [branch, base] = [sides.branch.added.at(-1)?.name ?? '', sides.base.added.at(-1)?.name ?? ''];
  if (branch === base) return [];
  const named: OrderProblem[] = [];
  for (const problem of problems)
    named.push(problem.kind === 'fails' ? await withObjects(settings, sides, problem) : problem);
  const branchIsOlder = compareMigrationNames(branch, base) < 0;
  return [{ kind: 'order', branch, base, branchIsOlder, problems: named }];
}

/** Of what the last migration of the other branch changes, what the failing statement names; all of it if it names nothing of that. */
async function withObjects(
  settings: OrderSettings,
  { common, branch, base }: Sides,
  problem: Extract<OrderProblem, { kind: 'fails' }>,
): Promise<OrderProblem> {
  const other = branch.added.some(({ name }) => name === problem.migration) ? base : branch;
  const changed = await changedObjects(settings, common, other);
  const named = problem.statement === null ? null : new Set(identifiersIn(problem.statement.sql));
  const both = changed.filter((name) => named?.has(nameKey(name)) ?? false);
  return { ...problem, objects: both.length === 0 ? changed : both };
}
