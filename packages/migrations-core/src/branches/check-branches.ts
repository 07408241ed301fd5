// Finds out by running whether it matters which of two branches is deployed first.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { readLedger } from '../ledger/read.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import { compareMigrationNames, type Migration } from '../migration/migration.ts';
import { listMigrations, type MigrationEntry, type MigrationSource } from '../migration/source.ts';
import { changedObjects } from './changed-objects.ts';
import { type Comparison, compareOrders, keyOf } from './compare-orders.ts';
import { appliedBeyond } from './errors.ts';
import type { BranchFinding, BranchReport, OrderProblem } from './report.ts';
import type { OrderSettings } from './run-order.ts';
import { changedFiles, type Entries, firstOf, type Sides, sidesOf } from './sides.ts';
import { type ComparePrefixes, type PrefixPair, smallestPair } from './smallest-pair.ts';

export type BranchCheckOptions = OrderSettings['migrator'] & {
  /** The migrations that both branches come from. */
  readonly ancestor: MigrationSource;
  readonly branch: MigrationSource;
  readonly base: MigrationSource;
  /** Opens a database to run an order on, empty or a copy; each one is closed again. */
  readonly openScratch: OpenScratch;
};

/**
 * Applies what is new on each branch in either order, and by name, after what both have. Throws BRANCHES.APPLIED if the scratch database has
 * applied more than that, what listing and loading throw, LEDGER.*, MIGRATION.PARTIAL, MIGRATION.INTERRUPTED and VERIFY.UNREADABLE.
 */
export async function checkBranches(options: BranchCheckOptions): Promise<BranchReport> {
  const { ancestor, branch, base, openScratch: open, ...migrator } = options;
  const settings = { open, ledger: checkLedgerSettings(options), migrator };
  const lists = {
    ancestor: await listMigrations(ancestor),
    branch: await listMigrations(branch),
    base: await listMigrations(base),
  };
  const sides = await loadedSides(sidesOf(lists));
  const { findings, unstable } = await orderFindings(settings, sides);
  const names = (entries: Entries): readonly string[] => entries.map(({ name }) => name);
  return {
    common: sides.common.length,
    branch: names(sides.branch.added),
    base: names(sides.base.added),
    findings: [...changedFiles(sides, lists, await replacedBy(sides)), ...findings],
    unstable,
  };
}

/** A module is loaded once for all orders, and all of them before the first order runs. */
async function loadedSides({ common, branch, base }: Sides): Promise<Sides> {
  const all = (entries: Entries): Promise<Entries> => Promise.all(entries.map(loadedOnce));
  const isCompared = branch.added.length > 0 && base.added.length > 0;
  return {
    common: isCompared ? await all(common) : common,
    branch: { ...branch, added: await all(branch.added) },
    base: { ...base, added: await all(base.added) },
  };
}

async function loadedOnce(entry: MigrationEntry): Promise<MigrationEntry> {
  const { name, checksum } = entry;
  const migration = await loadMigration(entry);
  const load = async (): Promise<Migration> => migration;
  return checksum === undefined ? { name, load } : { name, checksum, load };
}

async function replacedBy({ branch, base }: Sides): Promise<ReadonlySet<string>> {
  const migrations = await Promise.all([...branch.added, ...base.added].map(loadMigration));
  return new Set(migrations.flatMap(({ replaces = [] }) => replaces));
}

async function refuseApplied({ open, ledger }: OrderSettings, common: Entries): Promise<void> {
  const scratch = open();
  try {
    const known = new Set(common.map(({ name }) => name));
    const { rows } = await readLedger(scratch, ledger);
    const beyond = rows.map(({ migration }) => migration).filter((name) => !known.has(name));
    if (beyond.length > 0) throw appliedBeyond(beyond);
  } finally {
    scratch.close();
  }
}

async function orderFindings(
  settings: OrderSettings,
  sides: Sides,
): Promise<Pick<BranchReport, 'findings' | 'unstable'>> {
  const [ofBranch, ofBase] = [sides.branch.added.length, sides.base.added.length];
  if (ofBranch === 0 || ofBase === 0) return { findings: [], unstable: [] };
  await refuseApplied(settings, sides.common);
  const compare = remembered((branch, base) => compareOrders(settings, firstOf(sides, branch, base)));
  const { alone, problems, unstable } = await compare(ofBranch, ofBase);
  if (alone !== null) return { findings: [{ kind: 'fails-alone', ...alone }], unstable };
  const pairs = new Map<string, { readonly pair: PrefixPair; readonly keys: Set<string> }>();
  for (const key of new Set(problems.map(keyOf))) {
    const pair = await smallestPair(compare, [ofBranch, ofBase], hasKey(key));
    const place = `${pair.ofBranch} ${pair.ofBase}`;
    const found = pairs.get(place) ?? { pair, keys: new Set() };
    found.keys.add(key);
    pairs.set(place, found);
  }
  const findings: BranchFinding[] = [];
  for (const { pair, keys } of pairs.values()) findings.push(await orderFinding(settings, sides, pair, keys));
  return { findings, unstable };
}

function hasKey(key: string): (comparison: Comparison) => boolean {
  return ({ problems }) => problems.some((problem) => keyOf(problem) === key);
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

async function orderFinding(
  settings: OrderSettings,
  sides: Sides,
  { ofBranch, ofBase, comparison }: PrefixPair,
  keys: ReadonlySet<string>,
): Promise<BranchFinding> {
  const prefixes = firstOf(sides, ofBranch, ofBase);
  const branch = prefixes.branch.added.at(-1)?.name ?? '';
  const base = prefixes.base.added.at(-1)?.name ?? '';
  const own = comparison.problems.filter((problem) => keys.has(keyOf(problem)));
  const problems: OrderProblem[] = [];
  for (const problem of own)
    problems.push(problem.kind === 'fails' ? await withObjects(settings, prefixes, problem) : problem);
  return { kind: 'order', branch, base, branchIsOlder: compareMigrationNames(branch, base) < 0, problems };
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
