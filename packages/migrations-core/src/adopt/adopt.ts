// Adopts an existing database: marks its migrations as applied without running them. First replays them on an empty
// database, to show that they create this one.
import { commitAdopted } from '../commit/ledger-commits.ts';
import type { RunIdentity } from '../commit/new-row.ts';
import { notCommitted } from '../commit/not-committed.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import { messageOf } from '../errors.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSchema, wranglerTableOf } from '../ledger/schema-query.ts';
import type { NewLedgerRow } from '../ledger/write.ts';
import { findMigration } from '../migration/find-by-name.ts';
import { loadMigration } from '../migration/load.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { partialMigrations, renamedFiles, replacedMigrations } from '../plan/errors.ts';
import { nextBatch } from '../plan/plan.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { serializeDown } from '../record/stored-down.ts';
import { replay } from '../run/replay.ts';
import { adoptFailed, replayFailed, schemaDiffers } from './errors.ts';
import { type ForeignTool, foreignTables } from './foreign-ledgers.ts';
import { type Adopted, matchHistory } from './match.ts';
import { readForeignHistory } from './read-foreign.ts';

/** Which migrations are already applied: those in another tool's ledger, or all up to one. */
export type AdoptSelection =
  | { readonly kind: 'history'; readonly tool: ForeignTool | undefined }
  | { readonly kind: 'up-to'; readonly to: string };

/** Plain data that a program can show before it agrees. */
export type AdoptPlan = {
  /** The tool whose ledger lists them; null if the last migration was named. */
  readonly tool: ForeignTool | null;
  readonly migrations: readonly { readonly name: string; readonly batch: number }[];
  /** How the database differs from what the migrations create. */
  readonly differences: readonly SchemaDifference[];
};

/** A database to adopt, as it was read. */
export type AdoptSituation = {
  readonly database: SqlDatabase;
  readonly entries: readonly MigrationEntry[];
  readonly statuses: readonly MigrationStatus[];
  readonly ledger: Ledger;
};

/**
 * Writes nothing. Throws MIGRATION.PARTIAL, MIGRATION.RENAMED, MIGRATION.REPLACED and the ADOPT codes;
 * ADOPT.SCHEMA_DIFFERS only if differences are not allowed.
 */
export async function planAdopt(
  situation: AdoptSituation,
  selection: AdoptSelection,
  scratch: SqlDatabase,
  allowsDifferences: boolean,
): Promise<AdoptPlan> {
  const { database, ledger, entries, statuses } = situation;
  const partial = ledger.rows.filter(({ state }) => state === 'partial').map(({ migration }) => migration);
  if (partial.length > 0) throw partialMigrations(partial);
  const { tool, adopted } = await select(situation, selection);
  const recorded = new Set(ledger.rows.map(({ migration }) => migration));
  const migrations = withBatches(
    adopted.filter(({ name }) => !recorded.has(name)),
    ledger,
  );
  if (migrations.length === 0) return { tool, migrations, differences: [] };
  const names = migrations.map(({ name }) => name);
  refuseReplacements(names, statuses);
  const renamed = statuses.filter(({ state, name }) => state === 'renamed' && names.includes(name));
  if (renamed.length > 0) throw renamedFiles(renamed);
  const appliedNames = new Set([...recorded, ...migrations.map(({ name }) => name)]);
  const expected = await replayed(
    scratch,
    ledger,
    entries.filter(({ name }) => appliedNames.has(name)),
  );
  const actual = (await readSchema(database, ledger)).filter(({ name }) => !foreignTables.includes(name));
  const differences = schemaDifferences(expected, actual);
  if (differences.length > 0 && !allowsDifferences) throw schemaDiffers(differences, migrations.length);
  return { tool, migrations, differences };
}

/** Throws MIGRATION.EXPORT_INVALID before it writes, and ADOPT.FAILED if the ledger was not changed. */
export async function carryOutAdopt(
  { database, entries, ledger }: AdoptSituation,
  { migrations }: AdoptPlan,
  { runId, bookmark, environment }: RunIdentity,
): Promise<void> {
  const rows: NewLedgerRow[] = [];
  for (const { name: migration, batch } of migrations) {
    const entry = entries.find(({ name }) => name === migration);
    if (entry === undefined) throw new Error(`The plan's migration '${migration}' has no entry.`);
    const { checksum = null } = entry;
    const loaded = { name: migration, checksum, migration: await loadMigration(entry) };
    const downSql = await serializeDown(database, loaded);
    rows.push({ migration, batch, checksum, runId, bookmark, environment, downSql, statements: null });
  }
  const outcome = await commitAdopted(database, new HeldLedger(ledger), rows);
  if (outcome.kind !== 'committed') throw adoptFailed(notCommitted(outcome));
}

// Beside the migrations that it replaces it would be recorded twice: a migrate records it in their place.
function refuseReplacements(names: readonly string[], statuses: readonly MigrationStatus[]): void {
  const replacements = statuses.filter(
    ({ name, replaces }) => replaces !== undefined && names.includes(name),
  );
  if (replacements.length === 0) return;
  throw replacedMigrations(statuses.filter(({ state }) => state === 'replaced').map(({ name }) => name));
}

type Selected = { readonly tool: ForeignTool | null; readonly adopted: readonly Adopted[] };

async function select(
  { database, entries, ledger }: AdoptSituation,
  selection: AdoptSelection,
): Promise<Selected> {
  const names = entries.map(({ name }) => name);
  if (selection.kind === 'up-to') {
    const last = findMigration(selection.to, names);
    const upTo = names.filter((name) => compareMigrationNames(name, last) <= 0);
    return { tool: null, adopted: upTo.map((name) => ({ name, batch: null })) };
  }
  const { tool, entries: history } = await readForeignHistory(
    database,
    wranglerTableOf(ledger),
    selection.tool,
  );
  return { tool, adopted: matchHistory(tool, history, names) };
}

// The batches of the other tool keep their order, after the existing ones.
function withBatches(adopted: readonly Adopted[], ledger: Ledger): AdoptPlan['migrations'] {
  const first = nextBatch(ledger);
  const lowest = Math.min(...adopted.map(({ batch }) => batch ?? 1));
  return adopted.map(({ name, batch }) => ({ name, batch: first + (batch ?? lowest) - lowest }));
}

async function replayed(
  scratch: SqlDatabase,
  ledger: Ledger,
  entries: readonly MigrationEntry[],
): Promise<readonly SchemaObject[]> {
  try {
    return await replay(scratch, entries, ledger);
  } catch (cause) {
    throw replayFailed(messageOf(cause), cause);
  }
}
