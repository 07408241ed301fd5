// Finds out by running whether it matters which of two branches is deployed first.
import type { SqlDatabase } from '../database/d1.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { readLedger } from '../ledger/read.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import type { Migration } from '../migration/migration.ts';
import { listMigrations, type MigrationEntry, type MigrationSource } from '../migration/source.ts';
import { appliedBeyond } from './errors.ts';
import { orderFindings } from './order-findings.ts';
import type { BranchReport } from './report.ts';
import { applyTo, type OrderSettings } from './run-order.ts';
import { changedFiles, type Entries, type Sides, sidesOf } from './sides.ts';

export type BranchCheckOptions = OrderSettings['migrator'] & {
  /** The migrations that both branches come from. */
  readonly ancestor: MigrationSource;
  readonly branch: MigrationSource;
  readonly base: MigrationSource;
  /** Opens a database to run an order on, empty or a copy; each one is closed again. */
  readonly openScratch: OpenScratch;
  /** Calls `apply` with such a database, and returns what opens copies of it. Without it, each order begins at the start. */
  readonly copiesAfter?: (apply: (database: SqlDatabase) => Promise<void>) => Promise<OpenScratch>;
};

/**
 * Applies what is new on each branch in either order, and by name, after what both have. Throws BRANCHES.APPLIED if the scratch database has
 * applied more than that, what listing and loading throw, LEDGER.*, MIGRATION.PARTIAL, MIGRATION.INTERRUPTED and VERIFY.UNREADABLE.
 */
export async function checkBranches(options: BranchCheckOptions): Promise<BranchReport> {
  const { ancestor, branch, base, openScratch: open, copiesAfter, ...migrator } = options;
  const settings = { open, ledger: checkLedgerSettings(options), migrator };
  const lists = {
    ancestor: await listMigrations(ancestor),
    branch: await listMigrations(branch),
    base: await listMigrations(base),
  };
  const known = sidesOf(lists);
  const isCompared = known.branch.added.length > 0 && known.base.added.length > 0;
  const sides = await loadedSides(known, isCompared);
  if (isCompared) await refuseApplied(settings, sides.common);
  const { findings, unstable } = isCompared
    ? await orderFindings(await atCommon(settings, sides.common, copiesAfter), sides)
    : { findings: [], unstable: [] };
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
async function loadedSides({ common, branch, base }: Sides, isCompared: boolean): Promise<Sides> {
  const all = (entries: Entries): Promise<Entries> => Promise.all(entries.map(loadedOnce));
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

/** If the common migrations fail, each order shows that. */
async function atCommon(
  settings: OrderSettings,
  common: Entries,
  copiesAfter: BranchCheckOptions['copiesAfter'],
): Promise<OrderSettings> {
  if (copiesAfter === undefined) return settings;
  let isApplied = false;
  const open = await copiesAfter(async (database) => {
    isApplied = (await applyTo(database, settings, common)) === null;
  });
  return isApplied ? { ...settings, open } : settings;
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
