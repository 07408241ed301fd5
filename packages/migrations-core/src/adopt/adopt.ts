// Adopts an existing database: marks its migrations as applied without running them. First replays them on an empty
// database, to show that they create this one.
import { commitAdopted } from '../commit/ledger-commits.ts';
import { newRowOf, type RunIdentity } from '../commit/new-row.ts';
import { notCommitted } from '../commit/not-committed.ts';
import type { SchemaDifference } from '../database/schema-diff.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NewLedgerRow } from '../ledger/write.ts';
import { loadMigration } from '../migration/load.ts';
import { partialMigrations, renamedFiles, replacedMigrations } from '../plan/errors.ts';
import { nextBatch } from '../plan/plan.ts';
import { serializeDown } from '../record/stored-down.ts';
import { compareSchema, standingOf } from './compare.ts';
import { adoptFailed, foreignLedgerEmpty, foreignLedgerMissing, schemaDiffers } from './errors.ts';
import type { ForeignLedger, ForeignTool } from './foreign-ledgers.ts';
import type { Adopted } from './match.ts';
import type { NearestPrefix } from './nearest-prefix.ts';
import { type AdoptSelection, selectApplied } from './select.ts';
import type { AdoptSituation } from './situation.ts';

/** Plain data that a program can show before it agrees. */
export type AdoptPlan = {
  /** The tool whose ledger lists them; null if the last migration was named. */
  readonly tool: ForeignTool | null;
  /** How many migrations are applied according to that, whether they are recorded here or not. */
  readonly listed: number;
  readonly migrations: readonly { readonly name: string; readonly batch: number }[];
  /** How the database differs from what the migrations create. */
  readonly differences: readonly SchemaDifference[];
  /** If it differs: the first migrations of which it differs less; null if there are none. */
  readonly nearest: NearestPrefix | null;
};

/**
 * Writes nothing. Throws MIGRATION.PARTIAL, MIGRATION.RENAMED, MIGRATION.REPLACED and the ADOPT codes;
 * ADOPT.SCHEMA_DIFFERS only if differences are not allowed.
 */
export async function planAdopt(
  situation: AdoptSituation,
  selection: AdoptSelection,
  allowsDifferences: boolean,
): Promise<AdoptPlan> {
  const { ledger } = situation;
  const partial = ledger.rows.filter(({ state }) => state === 'partial').map(({ migration }) => migration);
  if (partial.length > 0) throw partialMigrations(partial);
  const selected = await selectApplied(situation, selection);
  if (selected.kind === 'missing')
    throw foreignLedgerMissing(selected.tools, await standingOf(situation, null));
  if (selected.kind === 'empty') return planForEmpty(situation, selected.ledger);
  const { adopted, ledger: own } = selected;
  const recorded = new Set(ledger.rows.map(({ migration }) => migration));
  const migrations = withBatches(
    adopted.filter(({ name }) => !recorded.has(name)),
    ledger,
  );
  const plan = { ...nothing, tool: own?.tool ?? null, listed: adopted.length, migrations };
  if (migrations.length === 0) return plan;
  const names = migrations.map(({ name }) => name);
  refuseUnadoptable(names, situation);
  const comparison = await compareSchema(situation, new Set([...recorded, ...names]), own);
  const { differences, nearest } = comparison;
  if (differences.length > 0 && !allowsDifferences) throw schemaDiffers(differences, names.length, nearest);
  return { ...plan, ...comparison };
}

/** Throws MIGRATION.EXPORT_INVALID before it writes, and ADOPT.FAILED if the ledger was not changed. */
export async function carryOutAdopt(
  { database, entries, ledger }: AdoptSituation,
  { migrations }: AdoptPlan,
  run: RunIdentity,
): Promise<void> {
  const rows: NewLedgerRow[] = [];
  for (const { name, batch } of migrations) {
    const entry = entries.find((other) => other.name === name);
    if (entry === undefined) throw new Error(`The plan's migration '${name}' has no entry.`);
    const { checksum = null } = entry;
    const loaded = { name, checksum, migration: await loadMigration(entry) };
    const downSql = await serializeDown(database, loaded);
    rows.push({ ...newRowOf({ direction: 'up', name, batch }, loaded, run), downSql });
  }
  const outcome = await commitAdopted(database, new HeldLedger(ledger), rows);
  if (outcome.kind !== 'committed') throw adoptFailed(notCommitted(outcome));
}

const nothing: AdoptPlan = { tool: null, listed: 0, migrations: [], differences: [], nearest: null };

// What is recorded here has created the tables.
async function planForEmpty(situation: AdoptSituation, own: ForeignLedger): Promise<AdoptPlan> {
  if (situation.ledger.rows.length === 0) {
    const standing = await standingOf(situation, own);
    if (standing.tables.length > 0) throw foreignLedgerEmpty(own, standing);
  }
  return { ...nothing, tool: own.tool };
}

function refuseUnadoptable(names: readonly string[], { statuses }: AdoptSituation): void {
  const concerned = statuses.filter(({ name }) => names.includes(name));
  // Beside the migrations that it replaces it would be recorded twice: a migrate records it in their place.
  if (concerned.some(({ replaces }) => replaces !== undefined))
    throw replacedMigrations(statuses.filter(({ state }) => state === 'replaced').map(({ name }) => name));
  const renamed = concerned.filter(({ state }) => state === 'renamed');
  if (renamed.length > 0) throw renamedFiles(renamed);
}

// The batches of the other tool keep their order, after the existing ones.
function withBatches(adopted: readonly Adopted[], ledger: Ledger): AdoptPlan['migrations'] {
  const first = nextBatch(ledger);
  const lowest = Math.min(...adopted.map(({ batch }) => batch ?? 1));
  return adopted.map(({ name, batch }) => ({ name, batch: first + (batch ?? lowest) - lowest }));
}
