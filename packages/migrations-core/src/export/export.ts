// Exports every migration of a source as SQL that wrangler applies, or the reason why it cannot be exported. Writes
// nothing.
import type { SqlDatabase } from '../database/d1.ts';
import { type DatabaseRules, noRules } from '../database/rules.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { allowedIn, exportSuppression } from '../lint/suppressions.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { loadMigration } from '../migration/load.ts';
import {
  listMigrations,
  type MigrationMap,
  type MigrationSource,
  toMigrationSource,
} from '../migration/source.ts';
import { aDatabase, aFunction, aSource, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { assertApplied } from './assertions.ts';
import { exportedSql } from './exported-sql.ts';
import { ReplayedSchema } from './replayed-schema.ts';
import { transcribe } from './transcribe.ts';

export type ExportOptions = {
  /** Prepares and binds the migrations' statements; no statement is run. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationMap;
  /**
   * Opens an empty database, for example `openMemoryD1` of `@roostjs/d1-adapter/local`, on which the migrations are
   * replayed for one that reads the schema; it is closed again. If omitted, such a migration is not exported.
   */
  readonly openScratch?: OpenScratch;
  /** The ledger's table; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger, which is not part of the schema; `d1_migrations` if omitted. */
  readonly wranglerLedger?: string;
  /** What the target database is known to refuse; nothing if omitted. */
  readonly rules?: DatabaseRules;
};

/**
 * A migration as SQL, or the reason why it cannot be exported. `allowed`: the reason for which its file allows that; the
 * property is missing if it does not.
 */
export type ExportedMigration = { readonly name: string; readonly allowed?: string } & (
  | { readonly sql: string; readonly reason: null }
  | { readonly sql: null; readonly reason: string }
);

const optionSpecs: OptionSpecs<ExportOptions> = {
  database: aDatabase,
  migrations: aSource,
  openScratch: aFunction,
  ledger: aText,
  wranglerLedger: aText,
  rules: aFunction,
};

/**
 * All migrations, in order. The SQL of each asserts that the ledger has the earlier ones that could not be exported; if
 * it reads the schema, also that it is the one that the migrations before it create. Throws whatever listing and
 * loading them throws, LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function exportMigrations(options: ExportOptions): Promise<readonly ExportedMigration[]> {
  checkOptions('exportMigrations()', options, optionSpecs);
  const settings = checkLedgerSettings(options);
  const { database, rules = noRules, openScratch } = options;
  const entries = await listMigrations(toMigrationSource(options.migrations));
  const schema = openScratch === undefined ? null : new ReplayedSchema(openScratch, settings);
  const exported: ExportedMigration[] = [];
  const omitted: string[] = [];
  try {
    for (const entry of entries) {
      const { name, checksum = null } = entry;
      const sameText = entries.filter((other) => checksum !== null && other.checksum === checksum);
      const names = sameText.map((other) => other.name);
      const loaded = { name, checksum, migration: await loadMigration(entry), sameText: names };
      const { statements, reason, assertions } = await transcribe(
        { database, rules, settings, schema },
        loaded,
      );
      schema?.add({ name, migration: loaded.migration, statements });
      const allowed = allowedIn(entry.text ?? '', exportSuppression);
      const own = { name, ...(allowed === undefined ? {} : { allowed }) };
      if (reason === null) {
        const all = [...assertApplied(settings, name, omitted), ...assertions];
        exported.push({ ...own, sql: exportedSql(settings, loaded, statements, all), reason });
      } else {
        exported.push({ ...own, sql: null, reason });
        omitted.push(name);
      }
    }
  } finally {
    schema?.close();
  }
  return exported;
}
