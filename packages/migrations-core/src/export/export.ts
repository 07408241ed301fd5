// Exports every migration of a source as SQL that wrangler applies, or the reason why it cannot be exported. Writes
// nothing.
import type { SqlDatabase } from '../database/d1.ts';
import { type DatabaseRules, noRules, refusedBy } from '../database/rules.ts';
import { messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { loadMigration } from '../migration/load.ts';
import {
  listMigrations,
  type MigrationMap,
  type MigrationSource,
  toMigrationSource,
} from '../migration/source.ts';
import { aDatabase, aFunction, aSource, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { commitsByItself, touchesLedger } from '../record/errors.ts';
import { record } from '../record/record.ts';
import { type Exported, exportedSql } from './exported-sql.ts';
import { obstacleTo } from './obstacle.ts';
import { statementRefused } from './reasons.ts';

export type ExportOptions = {
  /** Prepares and binds the migrations' statements; no statement is run. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationMap;
  /** The ledger's table; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger, which is not part of the schema; `d1_migrations` if omitted. */
  readonly wranglerLedger?: string;
  /** What the target database is known to refuse; nothing if omitted. */
  readonly rules?: DatabaseRules;
};

/** A migration as SQL, or the reason why it cannot be exported. */
export type ExportedMigration =
  | { readonly name: string; readonly sql: string; readonly reason: null }
  | { readonly name: string; readonly sql: null; readonly reason: string };

const optionSpecs: OptionSpecs<ExportOptions> = {
  database: aDatabase,
  migrations: aSource,
  ledger: aText,
  wranglerLedger: aText,
  rules: aFunction,
};

/**
 * All migrations, in order. Throws whatever listing and loading them throws, LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function exportMigrations(options: ExportOptions): Promise<readonly ExportedMigration[]> {
  checkOptions('exportMigrations()', options, optionSpecs);
  const settings = checkLedgerSettings(options);
  const { database, rules = noRules } = options;
  const entries = await listMigrations(toMigrationSource(options.migrations));
  const exported: ExportedMigration[] = [];
  for (const entry of entries) {
    const { name, checksum = null } = entry;
    const sameText = entries.filter((other) => checksum !== null && other.checksum === checksum);
    const names = sameText.map((other) => other.name);
    const loaded = { name, checksum, migration: await loadMigration(entry), sameText: names };
    exported.push(await exportOne({ database, rules, settings }, loaded));
  }
  return exported;
}

type Exporter = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly settings: LedgerSettings;
};

async function exportOne(
  { database, rules, settings }: Exporter,
  loaded: Exported,
): Promise<ExportedMigration> {
  const { name } = loaded;
  if (loaded.migration.withinTransaction === false) return { name, sql: null, reason: commitsByItself };
  const recorded = await record(database, loaded, 'up', 'refused');
  if (recorded.kind === 'failed') return { name, sql: null, reason: messageOf(recorded.failure.cause) };
  const { statements } = recorded;
  const touchingStatement = touchingLedger(settings, statements);
  if (touchingStatement !== undefined) return { name, sql: null, reason: touchesLedger(touchingStatement) };
  const [refused] = refusedBy(rules, statements);
  const reason =
    refused === undefined
      ? statements.map(obstacleTo).find((obstacle) => obstacle !== undefined)
      : statementRefused(refused);
  if (reason !== undefined) return { name, sql: null, reason };
  return { name, sql: exportedSql(settings, loaded, statements), reason: null };
}
